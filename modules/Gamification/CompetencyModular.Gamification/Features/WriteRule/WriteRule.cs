using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.WriteRule;

/// <summary>Somebody says what earns how many points, after a look at what it would have given. It counts from then on; nothing that was earned changes.</summary>
internal static class WriteRule
{
    private const int PreviewDays = 90;

    /// <summary>The form; empty for a new rule.</summary>
    [Requires(GamificationPermissions.ManageRules)]
    internal sealed record Query(Guid? Id) : IRead<Response>;

    /// <param name="ActivityKinds">The sorts of activities that people have completed so far.</param>
    internal sealed record Response(Command Form, IReadOnlyList<string> ActivityKinds);

    /// <summary>What such a rule would have given.</summary>
    [Requires(GamificationPermissions.ManageRules)]
    internal sealed record PreviewQuery(Command Rule) : IRead<Preview>;

    /// <param name="Days">In the last so many days.</param>
    /// <param name="Deeds">How often.</param>
    /// <param name="People">To how many people.</param>
    /// <param name="Points">All together.</param>
    internal sealed record Preview(int Days, int Deeds, int People, long Points);

    [Requires(GamificationPermissions.ManageRules)]
    internal sealed record Command : IWrite<Done>
    {
        /// <summary>Null for a new rule.</summary>
        public Guid? Id { get; set; }

        public DeedKind Kind { get; set; }

        public string? ActivityKind { get; set; }

        public int? FromOrdinal { get; set; } = 1;

        public int? Points { get; set; }

        public bool EachTime { get; set; }

        public bool IsOn { get; set; }

        public RuleTerms Terms => new(Kind, ActivityKind ?? "", FromOrdinal ?? 1, Points ?? 0, EachTime, IsOn);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Kind).Must(k => PointRule.Kinds.Contains(k));
            RuleFor(c => c.ActivityKind).MaximumLength(110);
            RuleFor(c => c.Points).NotNull().InclusiveBetween(1, PointRule.MostPoints);
            RuleFor(c => c.FromOrdinal).InclusiveBetween(1, 1000).When(c => c.Kind is DeedKind.SkillReached);
        }
    }

    internal sealed class PreviewValidator : AbstractValidator<PreviewQuery>
    {
        public PreviewValidator()
        {
            RuleFor(q => q.Rule.Kind).Must(k => PointRule.Kinds.Contains(k)).OverridePropertyName("Kind");
            RuleFor(q => q.Rule.Points).NotNull().InclusiveBetween(1, PointRule.MostPoints).OverridePropertyName("Points");
        }
    }

    internal sealed class QueryHandler(GamificationDb db) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var kinds = await db.Deeds.Where(d => d.Kind == DeedKind.ActivityCompleted).Select(d => d.SubjectKind).Distinct().OrderBy(k => k).ToListAsync(ct);
            if (query.Id is null) return new Response(new Command { IsOn = true }, kinds);
            var rule = await db.Rules.AsNoTracking().FirstOrDefaultAsync(r => r.Id == query.Id, ct);
            if (rule is null) return Error.NotFound();
            if (rule.ActivityKind.Length > 0 && !kinds.Contains(rule.ActivityKind)) kinds.Add(rule.ActivityKind);
            return new Response(new Command
            {
                Id = rule.Id, Kind = rule.Kind, ActivityKind = rule.ActivityKind, FromOrdinal = rule.FromOrdinal, Points = rule.Points, EachTime = rule.EachTime, IsOn = rule.IsOn,
            }, kinds);
        }
    }

    internal sealed class PreviewHandler(GamificationDb db, TimeProvider time) : IReadHandler<PreviewQuery, Preview>
    {
        public async ValueTask<Result<Preview>> Handle(PreviewQuery query, CancellationToken ct)
        {
            var (terms, from) = (query.Rule.Terms, time.GetUtcNow().AddDays(-PreviewDays));
            var deeds = db.Deeds.Where(d => d.Kind == terms.Kind && d.OccurredAt >= from && d.WithdrawnAt == null);
            if (terms.Kind is DeedKind.SkillReached) deeds = deeds.Where(d => d.Ordinal >= terms.FromOrdinal);
            else if (terms.ActivityKind.Length > 0) deeds = deeds.Where(d => d.SubjectKind == terms.ActivityKind);
            var count = terms.EachTime && terms.Kind is DeedKind.ActivityCompleted
                ? await deeds.CountAsync(ct)
                : await deeds.Select(d => new { d.PersonId, d.Subject, d.Ordinal }).Distinct().CountAsync(ct);
            return new Preview(PreviewDays, count, await deeds.Select(d => d.PersonId).Distinct().CountAsync(ct), (long)count * terms.Points);
        }
    }

    internal sealed class CommandHandler(GamificationDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (command.Id is not { } id)
            {
                db.Rules.Add(PointRule.Of(Guid.CreateVersion7(), command.Terms));
                return Done.Value;
            }

            var rule = await db.Rules.FirstOrDefaultAsync(r => r.Id == id, ct);
            if (rule is null) return Error.NotFound();
            rule.Change(command.Terms);
            return Done.Value;
        }
    }
}
