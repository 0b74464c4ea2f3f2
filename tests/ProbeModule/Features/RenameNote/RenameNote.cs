using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Probe.Features.RenameNote;

internal static class RenameNote
{
    /// <param name="Id">Which note.</param>
    /// <param name="Title">Its new title.</param>
    /// <param name="SomebodyWasFirst">Whether another person's change comes between reading and saving.</param>
    [Requires(ProbePermissions.Write)]
    internal sealed record Command(Guid Id, string Title, bool SomebodyWasFirst = false) : IWrite<Done>;

    internal sealed class Handler(ProbeDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Notes.FindAsync([command.Id], cancellationToken) is not { } note) return Error.NotFound();
            if (command.SomebodyWasFirst) await db.Notes.Where(n => n.Id == command.Id).ExecuteUpdateAsync(n => n.SetProperty(x => x.Version, x => x.Version + 1), cancellationToken);
            note.Title = command.Title;
            return Done.Value;
        }
    }
}
