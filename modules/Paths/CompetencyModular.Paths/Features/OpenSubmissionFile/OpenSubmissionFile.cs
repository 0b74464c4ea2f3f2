using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Submissions;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.OpenSubmissionFile;

/// <summary>A file that was handed in, for whoever brought it and those who judge it.</summary>
internal static class OpenSubmissionFile
{
    [Requires(PathsPermissions.Read)]
    internal sealed record Query(Guid SubmissionFileId) : IRead<FileAnswer>;

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.File<Query>("submissions/files/{submissionFileId:guid}");
    }

    internal sealed class Handler(PathsDb db, Assessors assessors, ICurrentUser user) : IReadHandler<Query, FileAnswer>
    {
        public async ValueTask<Result<FileAnswer>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var mayJudge = user.Has(PathsPermissions.Assess);
            var judged = assessors.OpenToActor();
            var file = await db.Set<SubmissionFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == query.SubmissionFileId
                && (db.Submissions.Any(s => s.Id == f.SubmissionId && s.PersonId == me) || (mayJudge && judged.Any(s => s.Id == f.SubmissionId))), ct);
            return file is null ? Error.NotFound() : new FileAnswer(file.Stored(), Inline: file.IsShown);
        }
    }
}
