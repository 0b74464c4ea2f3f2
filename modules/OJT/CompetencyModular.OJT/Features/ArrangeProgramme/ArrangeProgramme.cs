using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.ArrangeProgramme;

/// <summary>Moves an objective or a task by one place, or takes it out.</summary>
internal static class ArrangeProgramme
{
    /// <param name="ProgrammeId">The programme.</param>
    /// <param name="Id">The objective or the task.</param>
    /// <param name="Up">Up or down; null takes it out.</param>
    [Requires(OjtPermissions.Define)]
    internal sealed record Command(Guid ProgrammeId, Guid Id, bool? Up) : IWrite<Done>;

    internal sealed class Handler(OjtDb db, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var programme = await db.Programmes.Whole().FirstOrDefaultAsync(p => p.Id == command.ProgrammeId, ct);
            if (programme is null) return Error.NotFound();
            return command.Up is { } up ? programme.Move(command.Id, up, time.GetUtcNow()) : programme.Remove(command.Id, time.GetUtcNow());
        }
    }
}
