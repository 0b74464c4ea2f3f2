using CompetencyModular.Media.Persistence;
using CompetencyModular.Media.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.Media.Features.ChangeState;

/// <summary>Shows a medium to people, takes it out of their sight, throws it away or takes it back. Nothing is lost by any of it.</summary>
internal static class ChangeState
{
    [Requires(MediaPermissions.Manage)]
    internal sealed record Command(Guid Id, Change Change) : IWrite<Done>;

    internal enum Change
    {
        Publish,
        Withdraw,
        Trash,
        Restore,
    }

    internal sealed class Handler(MediaDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await db.FindWholeAsync(command.Id, ct) is not { } medium) return Error.NotFound();
            var now = time.GetUtcNow();
            if (command.Change is Change.Publish) medium.Publish(now);
            else if (command.Change is Change.Withdraw) medium.Withdraw(now);
            else if (command.Change is Change.Trash) medium.Trash(user.PersonId, now);
            else medium.Restore(now);
            return Done.Value;
        }
    }
}
