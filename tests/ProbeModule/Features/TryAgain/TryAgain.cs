using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Npgsql;

namespace CompetencyModular.Probe.Features.TryAgain;

internal static class TryAgain
{
    /// <param name="Title">The note it writes before it meets a serialization failure, as often as the test wants.</param>
    [Requires(ProbePermissions.Write)]
    internal sealed record Command(string Title) : IWrite<Done>;

    internal sealed class Handler(ProbeDb db, Faults faults) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            db.Notes.Add(new Note { Title = command.Title });
            await db.SaveChangesAsync(cancellationToken);
            faults.Try(command.Title, () => new PostgresException("could not serialize", "ERROR", "ERROR", PostgresErrorCodes.SerializationFailure));
            return Done.Value;
        }
    }
}
