using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.GapClosure.Features.AnswerQuestion;

/// <summary>Answers what an approver asked; the request waits on them again (A1).</summary>
internal static class AnswerQuestion
{
    [Requires(GapClosurePermissions.Ask)]
    internal sealed record Command(Guid Id, string? Text) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Text).NotEmpty().MaximumLength(2000);
    }

    internal sealed class Handler(GapClosureDb db, Approvers approvers, RequestNotices notices, Deadlines deadlines, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var me = user.Me();
            if (await db.Requests.Whole().FirstOrDefaultAsync(r => r.Id == command.Id && r.PersonId == me, cancellationToken) is not { } request) return Error.NotFound();
            if (request.Answer(command.Text!.Trim(), time.GetUtcNow()) is { } refused) return refused;
            notices.NoQuestionWaits(request);
            await approvers.SendAsync(request, cancellationToken);
            if (!request.IsDecided) await notices.TellApproversAsync(request, "Notice.Answered", cancellationToken);
            await deadlines.SetAsync(request, cancellationToken);
            return Done.Value;
        }
    }
}
