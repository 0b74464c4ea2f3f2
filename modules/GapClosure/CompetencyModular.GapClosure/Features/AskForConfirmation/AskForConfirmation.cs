using CompetencyModular.GapClosure.Domain.Approvals;
using CompetencyModular.GapClosure.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Files;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.SkillsAnalysis.Contracts;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.GapClosure.Features.AskForConfirmation;

/// <summary>Assesses oneself in a skill, says what shows it, and asks for confirmation, now or later (R4.3, A1).</summary>
internal static class AskForConfirmation
{
    /// <param name="Files">Documents, certificates or photos, in addition to those of the draft.</param>
    /// <param name="Submit">Whether it goes to whoever decides, or is kept as a draft.</param>
    [Requires(GapClosurePermissions.Ask)]
    internal sealed record Command(Guid SkillId, int Ordinal, string? Note, string? Links, bool Submit, IReadOnlyList<StoredFile>? Files = null) : IWrite<Guid>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<AskForConfirmationPage> texts)
        {
            RuleFor(c => c.Ordinal).GreaterThanOrEqualTo(1);
            RuleFor(c => c.Note).MaximumLength(4000);
            RuleFor(c => c.Note).NotEmpty().When(c => c.Submit).WithMessage(_ => texts["NoteMissing"]);
            RuleFor(c => c.Links).MaximumLength(4000).Must(l => LinesOf(l).All(IsWeb)).WithMessage(_ => texts["LinksWrong"]);
        }

        private static bool IsWeb(string line) => Uri.TryCreate(line, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
    }

    internal sealed class Handler(RequestWriter writer, ISkillLookup skills, IGapLookup levels, IProofLookup proofs, ICurrentUser user, IStringLocalizer<AskForConfirmationPage> texts)
        : IWriteHandler<Command, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Command command, CancellationToken cancellationToken)
        {
            var me = user.Me();
            if (!(await skills.SkillsAsync([command.SkillId], cancellationToken)).TryGetValue(command.SkillId, out var skill)) return Error.NotFound();
            if (command.Ordinal >= skill.Levels.Count)
                return Error.Invalid("gap-closure.no-such-level", texts["NoSuchLevel"], new Dictionary<string, string[]> { [nameof(command.Ordinal)] = [texts["NoSuchLevel"]] });
            if ((await levels.LevelsAsync(me, cancellationToken)).GetValueOrDefault(command.SkillId) >= command.Ordinal) return ApprovalErrors.HeldAlready;
            // Confirmed, it would raise nothing: the skill takes other kinds of evidence (F1).
            if (command.Submit && await proofs.OfSkillAsync(command.SkillId, cancellationToken) is { BySelfAssessment: false } proof)
                return Error.Conflict("gap-closure.not-by-self-assessment", texts["NotThisWay", string.Join(", ", proof.Kinds)]);

            return await writer.WriteAsync(skill, command.Ordinal, command.Note?.Trim() ?? "", string.Join('\n', LinesOf(command.Links)), null, command.Files ?? [], command.Submit, cancellationToken);
        }
    }

    /// <summary>What the form starts with: the skill, one's level, and a draft or an open question if there is one.</summary>
    [Requires(GapClosurePermissions.Ask)]
    internal sealed record Query(Guid SkillId) : IRead<Response>;

    /// <param name="OtherWays">What shows this skill where a confirmed self-assessment does not (F1); null where it does.</param>
    /// <param name="ByCertificate">Whether a certificate from outside shows it as well.</param>
    internal sealed record Response(string Skill, IReadOnlyList<LevelCard> Levels, int Effective, Draft? Open, OtherWays? OtherWays, bool ByCertificate);

    /// <param name="Kinds">The kinds of evidence that count.</param>
    /// <param name="Certificates">The certificates of trusted issuers that stand for a level (E6).</param>
    /// <param name="Activities">What awards a level above the one held: title, link and level.</param>
    internal sealed record OtherWays(IReadOnlyList<string> Kinds, IReadOnlyList<CertificateType> Certificates, IReadOnlyList<(string Title, string Url, int Ordinal)> Activities);

    internal sealed record Draft(Guid Id, RequestState State, int Ordinal, string Note, string Links, DateTimeOffset? SubmittedAt, IReadOnlyList<string> Files);

    internal sealed class QueryHandler(GapClosureDb db, ISkillLookup skills, IGapLookup levels, IProofLookup proofs, IActivityCatalog activities, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken cancellationToken)
        {
            var me = user.Me();
            if (!(await skills.SkillsAsync([query.SkillId], cancellationToken)).TryGetValue(query.SkillId, out var skill)) return Error.NotFound();
            var effective = (await levels.LevelsAsync(me, cancellationToken)).GetValueOrDefault(query.SkillId);
            var open = await db.Requests.AsNoTracking().Include(r => r.Files).Where(r => r.PersonId == me && r.SkillId == query.SkillId).Open().OrderByDescending(r => r.CreatedAt).FirstOrDefaultAsync(cancellationToken);
            var proof = await proofs.OfSkillAsync(query.SkillId, cancellationToken);
            // A decision that can still be undone looks to the person as if it were not made (A4): such a request is no draft, and none is offered.
            return new Response(skill.Name, skill.Levels, effective, open is null ? null : new Draft(open.Id, open.State, skill.ToCurrent(open.ScaleVersion, open.Ordinal), open.Note, open.Links, open.SubmittedAt, [.. open.Files.Select(f => f.Name)]),
                await OtherWaysAsync(proof, effective, cancellationToken), proof.ByCertificate);
        }

        private async Task<OtherWays?> OtherWaysAsync(SkillProof proof, int effective, CancellationToken cancellationToken)
        {
            if (proof.BySelfAssessment) return null;
            var further = proof.Activities.Where(a => a.Value > effective).ToDictionary();
            var links = further.Count == 0 ? new Dictionary<ActivityRef, ActivityLink>() : await activities.DescribeAsync(further.Keys.ToHashSet(), cancellationToken);
            return new OtherWays(proof.Kinds, proof.Certificates, [.. links.Select(l => (l.Value.Title, l.Value.Url.TrimStart('/'), further[l.Key])).OrderBy(l => l.Item3).ThenBy(l => l.Title, StringComparer.CurrentCulture)]);
        }
    }

    private static string[] LinesOf(string? links) => (links ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
