using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;

namespace CompetencyModular.OJT.Features.SignAsGuest;

/// <summary>A mentor from outside signs an objective off (O2, O4).</summary>
internal static class SignAsGuest
{
    [Requires(OjtPermissions.Guest)]
    internal sealed record Command(string Token, Guid ObjectiveId) : IWrite<Done>;

    internal sealed class Handler(GuestAccess access, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenAsync(command.Token, ct) is not { } opened) return Error.NotFound();
            var signed = opened.Seen.Training.Attest(command.ObjectiveId, await access.AssessorAsync(opened.Seen, ct), "", time.GetUtcNow());
            if (signed.IsSuccess) await notices.PublishAsync(opened.Seen.Training, ct);
            return signed;
        }
    }
}
