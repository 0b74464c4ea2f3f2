using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.WriteChallenge;

/// <summary>Somebody drafts a challenge, or writes one anew that has not begun. The days are the organisation's, the last one included.</summary>
internal static class WriteChallenge
{
    /// <summary>The form; empty for a new challenge.</summary>
    [Requires(GamificationPermissions.ManageChallenges)]
    internal sealed record Query(Guid? Id) : IRead<Response>;

    /// <param name="Kinds">The sorts of deeds that people have done so far.</param>
    /// <param name="Badges">Those that can be given; none while badges are off.</param>
    internal sealed record Response(Command Form, IReadOnlyList<string> Kinds, IReadOnlyList<BadgeChoice> Badges);

    internal sealed record BadgeChoice(Guid Id, string Name);

    [Requires(GamificationPermissions.ManageChallenges)]
    internal sealed record Command : IWrite<Guid>
    {
        /// <summary>Null for a new challenge.</summary>
        public Guid? Id { get; set; }

        public string Title { get; set; } = "";

        public string? Description { get; set; }

        public ChallengeBy By { get; set; }

        public ChallengeGoal Goal { get; set; }

        /// <summary>How many points; or how many of the activities, empty for all.</summary>
        public int? Target { get; set; }

        public TeamScore TeamScore { get; set; }

        /// <summary>For points: the sorts of deeds that count, none for all.</summary>
        public List<string>? Kinds { get; set; }

        public DateOnly? FirstDay { get; set; }

        /// <summary>The last day, which belongs to the challenge.</summary>
        public DateOnly? LastDay { get; set; }

        public Guid? BadgeId { get; set; }

        public int? GoalPoints { get; set; }

        public int? FirstPoints { get; set; }

        public ChallengeTerms Terms(ITenant tenant) => new(
            Title, Description ?? "", By, Goal, Target ?? 0, TeamScore, Kinds ?? [], tenant.StartOf(FirstDay!.Value), tenant.EndOf(LastDay!.Value), BadgeId, GoalPoints ?? 0, FirstPoints ?? 0);
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        private static readonly DateOnly Earliest = new(2000, 1, 1);
        private static readonly DateOnly Latest = new(2200, 1, 1);

        public Validator()
        {
            RuleFor(c => c.Title).NotEmpty().MaximumLength(120);
            RuleFor(c => c.Description).MaximumLength(2000);
            RuleFor(c => c.By).IsInEnum();
            RuleFor(c => c.Goal).IsInEnum();
            RuleFor(c => c.TeamScore).IsInEnum();
            RuleFor(c => c.Target).NotNull().InclusiveBetween(1, 10_000_000).When(c => c.Goal is ChallengeGoal.Points);
            RuleFor(c => c.Target).InclusiveBetween(1, 10_000_000).When(c => c.Goal is ChallengeGoal.Activities);
            RuleFor(c => c.Kinds).Must(k => k is null || (k.Count <= Challenge.MostItems && k.TrueForAll(x => x.Length is > 0 and <= 110)));
            RuleFor(c => c.FirstDay).NotNull().InclusiveBetween(Earliest, Latest);
            RuleFor(c => c.LastDay).NotNull().InclusiveBetween(Earliest, Latest);
            RuleFor(c => c.GoalPoints).InclusiveBetween(0, Challenge.MostPoints);
            RuleFor(c => c.FirstPoints).InclusiveBetween(0, Challenge.MostPoints);
        }
    }

    internal sealed class QueryHandler(GamificationDb db, ITenant tenant, ITenantFeatures features, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var form = new Command { TeamScore = (await db.SettingsAsync(ct)).TeamScore };
            if (query.Id is { } id)
            {
                var c = await db.Challenges.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
                if (c is null) return Error.NotFound();
                if (!c.MayChange(time.GetUtcNow())) return GamificationErrors.ChallengeHasBegun;
                form = new Command
                {
                    Id = id, Title = c.Title, Description = c.Description, By = c.By, Goal = c.Goal, Target = c.Target == 0 ? null : c.Target, TeamScore = c.TeamScore, Kinds = [.. c.Terms.Kinds],
                    FirstDay = tenant.DateAt(c.StartsAt), LastDay = tenant.DateAt(c.EndsAt.AddTicks(-1)), BadgeId = c.BadgeId, GoalPoints = c.GoalPoints, FirstPoints = c.FirstPoints,
                };
            }

            var kinds = await db.Deeds.Where(d => d.Kind != DeedKind.ChallengeMet).Select(d => d.SubjectKind).Distinct().OrderBy(k => k).ToListAsync(ct);
            var badges = features.IsEnabled(GamificationFeatures.Badges)
                ? await db.Badges.Where(b => b.IsOn || b.Id == form.BadgeId).OrderBy(b => b.Name).ThenBy(b => b.Id).Take(200).Select(b => new BadgeChoice(b.Id, b.Name)).ToListAsync(ct) : [];
            return new Response(form, [.. kinds.Union(form.Kinds ?? [])], badges);
        }
    }

    internal sealed class CommandHandler(GamificationDb db, ChallengeKeeper keeper, ITenant tenant, TimeProvider time) : IWriteHandler<Command, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Command command, CancellationToken ct)
        {
            var (terms, now) = (command.Terms(tenant), time.GetUtcNow());
            if (terms.EndsAt <= terms.StartsAt) return GamificationErrors.ChallengeEndsBeforeItStarts;
            if (terms.BadgeId is { } badgeId && !await db.Badges.AnyAsync(b => b.Id == badgeId, ct)) return GamificationErrors.BadgeGone;
            if (command.Id is not { } id)
            {
                var drafted = Challenge.Of(Guid.CreateVersion7(), terms, now);
                db.Challenges.Add(drafted);
                return drafted.Id;
            }

            var challenge = await db.Challenges.FirstOrDefaultAsync(c => c.Id == id, ct);
            if (challenge is null) return Error.NotFound();
            var today = tenant.StartOf(tenant.DateAt(now));
            if (challenge.Change(terms, (await db.SettingsAsync(ct)).Mode, today, now).Error is { } error) return error;
            // Moved to today it runs at once: who is in counts with what they did since midnight.
            foreach (var entrant in await db.Participants.Where(p => db.Entrants.Any(e => e.ChallengeId == id && e.PersonId == p.PersonId)).ToListAsync(ct))
                await keeper.CountAsync(challenge, entrant, ct);
            return id;
        }
    }
}
