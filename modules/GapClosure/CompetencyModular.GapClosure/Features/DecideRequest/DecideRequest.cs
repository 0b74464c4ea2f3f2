using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.GapClosure.Features.DecideRequest;

/// <summary>Confirms a level, says "not yet" with the reason, or asks for more (R3.5, R4.4, A1). The first decision committed wins (A4).</summary>
internal static class DecideRequest
{
    [Requires(GapClosurePermissions.Decide)]
    internal sealed record Command(Guid Id, [FromBody] Decision Decision) : IWrite<Done>;

    /// <param name="Verdict">What is said.</param>
    /// <param name="Ordinal">The level confirmed, on the skill's current scale; the one claimed where none is given.</param>
    /// <param name="Text">The reason for "not yet" and what to do next, or the question.</param>
    internal sealed record Decision(Verdict Verdict, int? Ordinal = null, string? Text = null);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<ApprovalWords> texts)
        {
            RuleFor(c => c.Decision.Verdict).IsInEnum();
            RuleFor(c => c.Decision.Ordinal).GreaterThanOrEqualTo(1);
            RuleFor(c => c.Decision.Text).MaximumLength(2000);
            RuleFor(c => c.Decision.Text).NotEmpty().When(c => c.Decision.Verdict is Verdict.NotYet).WithMessage(_ => texts["ReasonMissing"]);
            RuleFor(c => c.Decision.Text).NotEmpty().When(c => c.Decision.Verdict is Verdict.Ask).WithMessage(_ => texts["QuestionMissing"]);
        }
    }

    internal sealed class Handler(GapClosureDb db, Approvers approvers, ISkillLookup skills, RequestNotices notices, Deadlines deadlines, IAudit audit, TimeProvider time, IStringLocalizer<ApprovalWords> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var keys = await approvers.MineAsync(cancellationToken);
            var request = await db.Requests.Whole().FirstOrDefaultAsync(r => r.Id == command.Id, cancellationToken);
            if (request?.PersonId == keys.Me) return ApprovalErrors.OwnRequest;
            if (request is null || keys.For(request) is not { } approver) return Error.NotFound();
            if (!(await skills.SkillsAsync([request.SkillId], cancellationToken)).TryGetValue(request.SkillId, out var skill)) return Error.NotFound();
            request.MoveTo(skill.ScaleVersion, ordinal => skill.ToCurrent(request.ScaleVersion, ordinal));
            var level = command.Decision.Ordinal ?? request.Ordinal;
            if (level >= skill.Levels.Count) return Error.Invalid("gap-closure.no-such-level", texts["NoSuchLevel"], new Dictionary<string, string[]> { ["Decision.Ordinal"] = [texts["NoSuchLevel"]] });

            var now = time.GetUtcNow();
            var text = command.Decision.Text?.Trim() ?? "";
            var refused = command.Decision.Verdict switch
            {
                Verdict.Approve => request.Approve(approver, level, now),
                Verdict.NotYet => request.SayNotYet(approver, text, now),
                _ => request.Ask(approver, text, now),
            };
            if (refused is not null) return refused;
            if (approver.OnBehalfOf is { } absent) audit.OnBehalfOf(absent);
            notices.NoLongerWaits(request, request.State is RequestState.Submitted ? keys.Me : null);
            if (request.State is RequestState.MoreInfo) await notices.TellQuestionAsync(request, keys.Me, cancellationToken);
            if (request.IsDecided) await deadlines.SetAsync(request, cancellationToken);
            return Done.Value;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Done>(
            "requests/{id:guid}/decision", "Decides on a request that waits on the signed-in person: Approve (at a level), NotYet (with a reason) or Ask (a question).");
    }
}

/// <summary>What an approver says.</summary>
internal enum Verdict
{
    Approve,
    NotYet,
    Ask,
}
