using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.SkillsAnalysis.Domain;
using CompetencyModular.SkillsAnalysis.Lookups;
using CompetencyModular.SkillsAnalysis.Persistence;
using FluentValidation;

namespace CompetencyModular.SkillsAnalysis.Features.ClaimLevel;

/// <summary>Somebody says of themselves that they can do it already: shown beside the level, and never fulfilling anything (E2).</summary>
internal static class ClaimLevel
{
    [Requires(SkillsPermissions.Claim)]
    internal sealed record Command(Guid SkillId, int Ordinal, string? Note) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Ordinal).GreaterThanOrEqualTo(1);
            RuleFor(c => c.Note).MaximumLength(1000);
        }
    }

    internal sealed class Handler(SkillsDb db, LedgerReader ledger, ICurrentUser user, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (user.PersonId is not { } me || await ledger.RecordAsync(me, command.SkillId, null, cancellationToken) is not { } record) return Error.NotFound();
            if (command.Ordinal >= record.Skill.Levels.Count) return SkillsErrors.NoSuchLevel;
            var now = time.GetUtcNow();
            if (command.Ordinal <= record.LevelAt(now)) return SkillsErrors.AlreadyShown;
            var said = new Said(me, command.SkillId, record.Skill.ScaleVersion, command.Ordinal, EvidenceKind.Self, now, now) { Note = command.Note?.Trim() ?? "" };
            db.Evidence.Add(Evidence.Of(said, Validity.Unlimited, tenant.TimeZone));
            return Done.Value;
        }
    }
}
