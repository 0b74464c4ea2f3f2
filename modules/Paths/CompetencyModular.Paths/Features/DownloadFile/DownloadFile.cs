using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.DownloadFile;

/// <summary>A file of a course, for those who take it or took it, and for authors.</summary>
internal static class DownloadFile
{
    [Requires(PathsPermissions.Read)]
    internal sealed record Query(Guid Id) : IRead<FileDownload>;

    internal sealed class Handler(PathsDb db, ICurrentUser user) : IReadHandler<Query, FileDownload>
    {
        public async ValueTask<Result<FileDownload>> Handle(Query query, CancellationToken ct)
        {
            var files = db.Files.Where(f => f.Id == query.Id);
            if (!user.Has(PathsPermissions.Author))
            {
                var me = user.Me();
                files = files.Where(f => db.Enrolments.Any(e => e.CourseId == f.CourseId && e.PersonId == me && e.State != EnrolmentState.Left));
            }

            var file = await files.Join(db.FileBytes, f => f.Id, b => b.Id, (f, b) => new FileDownload(f.Name, f.ContentType, b.Bytes)).FirstOrDefaultAsync(ct);
            return file is null ? Error.NotFound() : file;
        }
    }

    internal sealed class Download : IDownload
    {
        public static void Map(IEndpointRouteBuilder files) => files.Download<Query>("files/{id:guid}");
    }
}
