using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Paths.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.PublishPath;

/// <summary>An author puts a path's draft in force. It is looked over first, and refused with everything that keeps it from leading to its goal (N4).</summary>
internal static class PublishPath
{
    [Requires(PathsPermissions.Author)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, PathReview review, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var path = await db.Paths.Whole().FirstOrDefaultAsync(p => p.Id == command.Id, ct);
            if (path is null) return Error.NotFound();
            var found = await review.OfAsync(path, ct);
            return path.Publish(found.Findings, time.GetUtcNow()).Error is { } refused
                ? refused with { Fields = new Dictionary<string, string[]> { [""] = [.. found.Said.Where(s => s.Blocks).Select(s => s.Text)] } }
                : Done.Value;
        }
    }
}
