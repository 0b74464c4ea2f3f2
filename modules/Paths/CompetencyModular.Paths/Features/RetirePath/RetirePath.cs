using CompetencyModular.Paths.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Paths.Features.RetirePath;

/// <summary>An author takes a learning path out of the catalogue.</summary>
internal static class RetirePath
{
    [Requires(PathsPermissions.Author)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(PathsDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct) =>
            await db.Paths.FirstOrDefaultAsync(p => p.Id == command.Id, ct) is { } path ? path.Retire(time.GetUtcNow()) : Error.NotFound();
    }
}
