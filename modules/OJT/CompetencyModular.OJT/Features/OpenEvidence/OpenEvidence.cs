using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.OpenEvidence;

/// <summary>A file that was handed in, for those who may open the training.</summary>
internal static class OpenEvidence
{
    [Requires(OjtPermissions.View)]
    internal sealed record Query(Guid Id) : IRead<FileAnswer>;

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<Query>("evidence/{id:guid}");
    }

    internal sealed class Handler(OjtDb db, TrainingAccess access) : IReadHandler<Query, FileAnswer>
    {
        public async ValueTask<Result<FileAnswer>> Handle(Query query, CancellationToken ct)
        {
            var found = await db.EvidenceFiles.AsNoTracking().Where(f => f.Id == query.Id).Join(db.Entries, f => f.EntryId, e => e.Id, (f, e) => new { File = f, e.TrainingId }).FirstOrDefaultAsync(ct);
            if (found is null || await access.OpenAsync(found.TrainingId, ct) is null) return Error.NotFound();
            return new FileAnswer(found.File.Stored(), Inline: found.File.IsPicture);
        }
    }
}
