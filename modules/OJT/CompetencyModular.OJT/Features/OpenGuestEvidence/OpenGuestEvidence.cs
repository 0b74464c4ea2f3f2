using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.OpenGuestEvidence;

/// <summary>A file of the training that a guest's link opens; none of any other (O4).</summary>
internal static class OpenGuestEvidence
{
    [Requires(OjtPermissions.Guest)]
    internal sealed record Query(string Token, Guid Id) : IRead<FileAnswer>;

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<Query>("guest/{token}/evidence/{id:guid}");
    }

    internal sealed class Handler(OjtDb db, GuestAccess access) : IReadHandler<Query, FileAnswer>
    {
        public async ValueTask<Result<FileAnswer>> Handle(Query query, CancellationToken ct)
        {
            if (await access.OpenAsync(query.Token, ct) is not { } opened) return Error.NotFound();
            var training = opened.Seen.Training.Id;
            var file = await db.EvidenceFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Id == query.Id && db.Entries.Any(e => e.Id == f.EntryId && e.TrainingId == training), ct);
            return file is null ? Error.NotFound() : new FileAnswer(file.Stored(), Inline: file.IsPicture);
        }
    }
}
