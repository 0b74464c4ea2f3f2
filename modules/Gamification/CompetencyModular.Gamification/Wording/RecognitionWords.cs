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
        CriterionKind.Activities => texts["Criterion.Activities", Number(criterion.Target), Activities(criterion.ActivityKind)],
        CriterionKind.Points => texts["Criterion.Points", Number(criterion.Target)],
        _ => criterion.SkillId is { } id && cards.TryGetValue(id, out var card)
            ? texts["Criterion.SkillLevel", card.Name, LevelName(card, criterion.Target)]
            : texts["Criterion.SomeSkill"],
    };

    /// <summary>How far somebody is with a badge; empty where the two numbers would say nothing.</summary>
    public string Progress(Criterion criterion, int done) => criterion.Kind is CriterionKind.SkillLevel ? "" : texts["Of", Number(done), Number(criterion.Target)];

    /// <summary>What a deed was.</summary>
    public string Deed(DeedKind kind, string title, Guid? skillId, int ordinal, IReadOnlyDictionary<Guid, SkillCard> cards) => kind is DeedKind.ActivityCompleted
        ? texts["Deed.Completed", title]
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
