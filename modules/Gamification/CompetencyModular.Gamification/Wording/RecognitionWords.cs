using System.Globalization;
using CompetencyModular.Gamification.Domain;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;
using CompetencyModular.Sdk.Ui;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Gamification.Wording;

/// <summary>How points, rules, badges and seasons are said, on every page of the module alike.</summary>
internal sealed class RecognitionWords(IStringLocalizer<RecognitionWords> texts, ITenant tenant, Optional<ISkillLookup> skills)
{
    public static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>Points with their sign: what came and what was taken back.</summary>
    public string Change(long points) => texts[points < 0 ? "Back" : "Plus", Number(Math.Abs(points))];

    public string Points(long points) => texts[points == 1 ? "Point" : "Points", Number(points)];

    public string Level(int level) => texts["Level", Number(level)];

    public string Day(DateTimeOffset instant) => tenant.DateAt(instant).ToString("d", CultureInfo.CurrentCulture);

    /// <summary>The last day of a time that ends with an instant.</summary>
    public string LastDay(DateTimeOffset endsAt) => Day(endsAt.AddTicks(-1));

    /// <summary>A season's days, the last one included.</summary>
    public string Days(DateTimeOffset startsAt, DateTimeOffset endsAt) => texts["Days", Day(startsAt), Day(endsAt.AddTicks(-1))];

    public string Name(BoardMode mode) => texts[$"BoardMode.{mode}"];

    public string Name(RankStyle style) => texts[$"RankStyle.{style}"];

    public string Name(TeamScore score) => texts[$"TeamScore.{score}"];

    public string Name(DeedKind kind) => texts[$"DeedKind.{kind}"];

    public string Name(CriterionKind kind) => texts[$"CriterionKind.{kind}"];

    public string Icon(string icon) => texts[$"Icon.{icon}"];

    /// <summary>A sort of activity; one of a module that this one has never heard of is named by its own word.</summary>
    public string Activities(string activityKind)
    {
        if (activityKind.Length == 0) return texts["Activities.All"];
        var known = texts[$"Activities.{activityKind}"];
        return known.ResourceNotFound ? activityKind[(activityKind.IndexOf('/', StringComparison.Ordinal) + 1)..] : known;
    }

    public string Name(ChallengeBy by) => texts[$"ChallengeBy.{by}"];

    public string Name(ChallengeGoal goal) => texts[$"ChallengeGoal.{goal}"];

    public string Name(ChallengeStage stage) => texts[$"ChallengeStage.{stage}"];

    public static BadgeKind Kind(ChallengeStage stage) => stage switch
    {
        ChallengeStage.Running => BadgeKind.Good,
        ChallengeStage.Coming => BadgeKind.Info,
        ChallengeStage.Cancelled => BadgeKind.Warn,
        _ => BadgeKind.Neutral,
    };

    public string Of(decimal done, int needed) => texts["Of", Score(done), Number(needed)];

    /// <summary>A score with its two places where it is an average.</summary>
    public static string Score(decimal score) => score.ToString("#,0.##", CultureInfo.CurrentCulture);

    /// <summary>What a challenge asks for.</summary>
    /// <param name="by">Who plays.</param>
    /// <param name="goal">What is counted.</param>
    /// <param name="needed">How much.</param>
    /// <param name="teamScore">How a team's score is made.</param>
    /// <param name="kinds">The sorts of deeds whose points count; none for all.</param>
    /// <param name="activities">How many activities there are to choose from.</param>
    public string Goal(ChallengeBy by, ChallengeGoal goal, int needed, TeamScore teamScore, IReadOnlyList<string> kinds, int activities)
    {
        var who = by is ChallengeBy.Person ? "Person" : teamScore.ToString();
        if (goal is ChallengeGoal.Points)
            return kinds.Count == 0 ? texts[$"Goal.Points.{who}", Number(needed)] : texts[$"Goal.PointsFrom.{who}", Number(needed), string.Join(texts["And"], kinds.Select(Activities))];
        return who != nameof(TeamScore.Sum) && needed == activities ? texts[$"Goal.All.{who}", Number(activities)] : texts[$"Goal.Activities.{who}", Number(needed), Number(activities)];
    }

    /// <summary>What a rule rewards.</summary>
    public string Reason(RuleTerms rule) => rule.Kind switch
    {
        DeedKind.SkillReached when rule.FromOrdinal > 1 => texts["Rule.LevelFrom", rule.FromOrdinal],
        DeedKind.SkillReached => texts["Rule.Level"],
        _ => texts[rule.EachTime ? "Rule.EachTime" : "Rule.Once", Activities(rule.ActivityKind)],
    };

    /// <summary>What a badge is given for.</summary>
    public string Reason(Criterion criterion, IReadOnlyDictionary<Guid, SkillCard> cards) => criterion.Kind switch
    {
        CriterionKind.Activities => criterion.ActivityKind.Length == 0
            ? texts[criterion.Target == 1 ? "Criterion.AnyActivity" : "Criterion.AnyActivities", Number(criterion.Target)] : texts["Criterion.Activities", Number(criterion.Target), Activities(criterion.ActivityKind)],
        CriterionKind.Challenge => texts["Criterion.Challenge"],
        CriterionKind.Points => texts["Criterion.Points", Number(criterion.Target)],
        _ => criterion.SkillId is { } id && cards.TryGetValue(id, out var card)
            ? texts["Criterion.SkillLevel", card.Name, LevelName(card, criterion.Target)]
            : texts["Criterion.SomeSkill"],
    };

    /// <summary>How far somebody is with a badge; empty where the two numbers would say nothing.</summary>
    public string Progress(Criterion criterion, int done) => criterion.Kind is CriterionKind.SkillLevel ? "" : texts["Of", Number(done), Number(criterion.Target)];

    /// <summary>What a deed was.</summary>
    public string Deed(DeedKind kind, string title, Guid? skillId, int ordinal, IReadOnlyDictionary<Guid, SkillCard> cards) => kind is DeedKind.ActivityCompleted ? texts["Deed.Completed", title]
        : kind is DeedKind.ChallengeMet ? texts["Deed.ChallengeMet", title]
        : skillId is { } id && cards.TryGetValue(id, out var card) ? texts["Deed.Reached", card.Name, LevelName(card, ordinal)] : texts["Deed.ReachedSome"];

    /// <summary>The skills that a page speaks of, in one question; none while skills are switched off.</summary>
    public async Task<IReadOnlyDictionary<Guid, SkillCard>> SkillsAsync(IEnumerable<Guid?> ids, CancellationToken ct = default)
    {
        var wanted = ids.OfType<Guid>().Distinct().ToList();
        return wanted.Count > 0 && skills.Value is { } lookup ? await lookup.SkillsAsync(wanted, ct) : new Dictionary<Guid, SkillCard>();
    }

    public static IReadOnlyList<Option> Options<T>(Func<T, string> name) where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(v => new Option(v.ToString(), name(v)))];

    private static string LevelName(SkillCard card, int ordinal) =>
        ordinal < card.Levels.Count ? card.Levels[ordinal].Name : ordinal.ToString(CultureInfo.CurrentCulture);
}
