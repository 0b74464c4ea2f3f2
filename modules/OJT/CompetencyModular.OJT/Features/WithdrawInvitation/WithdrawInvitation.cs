using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.WithdrawInvitation;

/// <summary>Takes a guest's link back at once. What was done with it stands.</summary>
internal static class WithdrawInvitation
{
    [Requires(OjtPermissions.Lead)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(OjtDb db, TrainingAccess access, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            var invitation = await db.Invitations.FirstOrDefaultAsync(i => i.Id == command.Id, ct);
            if (invitation is null || await access.OpenAsync(invitation.TrainingId, ct) is not { MayInvite: true } seen) return Error.NotFound();
            if (!invitation.IsInForce(time.GetUtcNow())) return Done.Value;
            invitation.Withdraw(time.GetUtcNow());
            seen.Training.NoteInvitation(EntryKind.InvitationWithdrawn, seen.Me, time.GetUtcNow());
            return Done.Value;
        }
    }
}
