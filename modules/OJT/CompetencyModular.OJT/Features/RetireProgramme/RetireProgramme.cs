using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.RetireProgramme;

/// <summary>No new trainings begin after it; those under way go on.</summary>
internal static class RetireProgramme
{
    [Requires(OjtPermissions.Define)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(OjtDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var programme = await db.Programmes.FirstOrDefaultAsync(p => p.Id == command.Id, ct);
            return programme is null ? Error.NotFound() : programme.Retire(time.GetUtcNow());
        }
    }
}
