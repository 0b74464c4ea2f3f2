using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.OJT.Features.StartAsGuest;

/// <summary>A guest begins a task of the training that the link opens.</summary>
internal static class StartAsGuest
{
    [Requires(OjtPermissions.Guest)]
    internal sealed record Command(string Token, Guid TaskId) : IWrite<Done>;

    internal sealed class Handler(GuestAccess access, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct) =>
            await access.OpenAsync(command.Token, ct) is { } opened ? opened.Seen.Training.StartTask(command.TaskId, opened.Seen.Me, time.GetUtcNow()) : Error.NotFound();
    }
}
