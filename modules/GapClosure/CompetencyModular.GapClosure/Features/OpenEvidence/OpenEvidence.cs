using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.OpenEvidence;

/// <summary>A file that shows a claim, for the person and for those who decide or have decided on it (R4.3).</summary>
internal static class OpenEvidence
{
    [Requires(GapClosurePermissions.Read)]
    internal sealed record Query(Guid Id, Guid FileId) : IRead<FileAnswer>;

    internal sealed class Handler(GapClosureDb db, Approvers approvers) : IReadHandler<Query, FileAnswer>
    {
        public async ValueTask<Result<FileAnswer>> Handle(Query query, CancellationToken cancellationToken)
        {
            var request = await db.Requests.AsNoTracking().Whole().FirstOrDefaultAsync(r => r.Id == query.Id, cancellationToken);
            if (request?.Files.FirstOrDefault(f => f.Id == query.FileId) is not { } file || await approvers.ReaderOfAsync(request, cancellationToken) is null) return Error.NotFound();
            return new FileAnswer(file.Stored, Inline: file.ContentType.StartsWith("image/", StringComparison.Ordinal));
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<Query>("requests/{id:guid}/files/{fileId:guid}");
    }
}
