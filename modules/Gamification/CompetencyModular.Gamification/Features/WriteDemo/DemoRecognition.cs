using System.Text.Json;
using System.Text.Json.Serialization;
using CompetencyModular.Gamification.Domain;
using CompetencyModular.Gamification.Persistence;
using CompetencyModular.Sdk.Activities;
using CompetencyModular.Sdk.Demo;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Gamification.Features.WriteDemo;

/// <summary>
/// A season under way in the demo organisation, from what its people did, with badges of which two are shown to the world. Boards are on, with
/// somebody who declined and somebody who goes by another name. Two challenges are under way, one is over, one comes, and one is a draft.
/// </summary>
internal sealed class DemoRecognition(GamificationDb db, ChallengeKeeper keeper, IPeople people, ITenant tenant, TimeProvider time) : IDemoContent
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public int Order => 400;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(DemoRecognition).Assembly.GetManifestResourceStream("CompetencyModular.Gamification.Demo.recognition.json")!;
        var demo = (await JsonSerializer.DeserializeAsync<Content>(stream, Options, cancellationToken))!;
        var now = time.GetUtcNow();
        var settings = await db.SettingsAsync(cancellationToken);
        settings.Change(BoardMode.OptOut, RankStyle.Standard, TeamScore.Average, LevelLadder.UsualStep);
        var rules = await db.Rules.OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var seasons = demo.Seasons.ConvertAll(s => Season.Of(DemoIds.Of("season", s.Name), s.Name, tenant.StartOf(Day(s.FirstDaysAgo)), tenant.EndOf(Day(s.LastDaysAgo)), []).Value);
        var badges = demo.Badges.ConvertAll(b => Badge.Of(DemoIds.Of("badge", b.Code), new BadgeTerms(
            b.Name, b.Description, b.Icon, new Criterion(b.Kind, b.Target, "", b.Skill is { } skill ? DemoIds.Of("skill", skill) : null), true), now.AddYears(-1)));
        db.AddRange(seasons);
        db.AddRange(badges);

        var cards = await people.CardsAsync([.. demo.Completions.Select(c => c.Person).Concat(demo.Levels.Select(l => l.Person)).Distinct().Select(p => DemoIds.Of("person", p))], cancellationToken);
        db.AddRange(cards.Values.Where(c => c.UnitId is not null).DistinctBy(c => c.UnitId).Select(c => new Team { Id = c.UnitId!.Value, Name = c.Unit }));
        foreach (var (code, deeds) in DeedsOf(demo, cards, now).GroupBy(d => d.PersonId).Select(g => (g.Key, g.OrderBy(d => d.OccurredAt).ToList())))
        {
            var participant = Participant.Of(code);
            participant.Know(cards.GetValueOrDefault(code));
            if (demo.Declined.Exists(p => DemoIds.Of("person", p) == code)) participant.Decide(Choice.Out, "");
            if (demo.Pseudonyms.Find(p => DemoIds.Of("person", p.Person) == code) is { } other) participant.Decide(Choice.In, other.Name);
            Write(participant, deeds, rules, seasons, badges, demo);
        }

        await db.SaveChangesAsync(cancellationToken);
        foreach (var line in demo.Challenges) await WriteAsync(line, Day, cancellationToken);

        DateOnly Day(int daysAgo) => tenant.DateAt(now).AddDays(-daysAgo);
    }

    /// <summary>A challenge with those who take part, counted from what they did. The one that is over is settled like any other, when the demo's first day begins.</summary>
    private async Task WriteAsync(ChallengeLine line, Func<int, DateOnly> day, CancellationToken ct)
    {
        var terms = new ChallengeTerms(
            line.Title, line.Description, line.By, line.Goal, line.Target, TeamScore.Average, line.Kinds ?? [], tenant.StartOf(day(line.FirstDaysAgo)), tenant.EndOf(day(line.LastDaysAgo)),
            line.Badge is { } badge ? DemoIds.Of("badge", badge) : null, line.GoalPoints, line.FirstPoints);
        // Written a week before it began, as it would have been.
        var written = terms.StartsAt.AddDays(-7);
        var challenge = Challenge.Of(DemoIds.Of("challenge", line.Title), terms, written);
        foreach (var activity in line.Activities ?? []) challenge.Choose(new ActivityRef("Paths", "course", DemoIds.Of("course", activity.Course)).ToString(), activity.Title, true, written);
        db.Add(challenge);
        if (!line.IsDraft && challenge.Publish(BoardMode.OptOut, terms.StartsAt, written).Error is { } error) throw new InvalidOperationException(error.Code);
        foreach (var code in line.People)
        {
            var person = DemoIds.Of("person", code);
            var participant = await keeper.ParticipantAsync(person, ct);
            db.Add(Entrant.Of(challenge.Id, person, written));
            await keeper.CountAsync(challenge, participant, ct);
        }
    }

    private void Write(Participant participant, List<Deed> deeds, List<PointRule> rules, List<Season> seasons, List<Badge> badges, Content demo)
    {
        var entries = new List<LedgerEntry>();
        foreach (var deed in deeds) entries.AddRange(Ledger.Post(deed, rules, entries.FindAll(e => e.Source == deed.Subject), deed.OccurredAt));
        db.Add(participant);
        db.AddRange(deeds);
        db.AddRange(entries);
        foreach (var (season, counting) in seasons.Select(s => (s.Id, entries.FindAll(e => s.Contains(e.OccurredAt)))).Prepend((Season.AllTime, entries)).Where(s => s.Item2.Count > 0))
        {
            var standing = Standing.Of(season, participant.PersonId);
            standing.Show(participant, BoardMode.OptOut);
            db.Add(standing);
            var share = participant.TeamId is { } team ? TeamShare.Of(season, team, participant.PersonId) : null;
            share?.Show(participant, BoardMode.OptOut);
            if (share is not null) db.Add(share);
            foreach (var entry in counting)
            {
                standing.Add(entry);
                share?.Add(entry);
            }
        }

        foreach (var badge in badges)
        {
            if (badge.Criterion.MetAt(deeds, entries) is not { } at) continue;
            var award = BadgeAward.Of(badge.Id, participant.PersonId, at);
            if (demo.Shared.Exists(s => DemoIds.Of("person", s.Person) == participant.PersonId && DemoIds.Of("badge", s.Badge) == badge.Id))
                award.Share(ShareKeys.New(), at.AddDays(1));
            db.Add(award);
        }
    }

    private static IEnumerable<Deed> DeedsOf(Content demo, IReadOnlyDictionary<Guid, PersonCard> cards, DateTimeOffset now)
    {
        var index = 0;
        foreach (var line in demo.Completions)
        {
            var person = DemoIds.Of("person", line.Person);
            yield return Deed.Completed(person, new ActivityRef("Paths", "course", DemoIds.Of("course", line.Course)), $"demo-{line.DaysAgo}", line.Title, At(line.DaysAgo), cards.GetValueOrDefault(person)?.UnitId);
        }

        foreach (var line in demo.Levels)
        {
            var person = DemoIds.Of("person", line.Person);
            yield return Deed.Reached(person, DemoIds.Of("skill", line.Skill), line.Level, DemoIds.Of("evidence", $"{line.Person}/{line.Skill}/{line.DaysAgo}"), At(line.DaysAgo), cards.GetValueOrDefault(person)?.UnitId);
        }

        // Spread over the working day, so that not everybody was there first.
        DateTimeOffset At(int daysAgo) => now.AddDays(-daysAgo).AddMinutes(-(index++ * 37 % 480));
    }

    private sealed record Content(
        List<SeasonLine> Seasons, List<BadgeLine> Badges, List<SharedLine> Shared, List<string> Declined, List<PseudonymLine> Pseudonyms,
        List<CompletionLine> Completions, List<LevelLine> Levels, List<ChallengeLine> Challenges);

    private sealed record ChallengeLine(
        string Title, string Description, ChallengeBy By, ChallengeGoal Goal, int Target, List<string>? Kinds, List<ActivityLine>? Activities, int FirstDaysAgo, int LastDaysAgo,
        string? Badge, int GoalPoints, int FirstPoints, bool IsDraft, List<string> People);

    private sealed record ActivityLine(string Course, string Title);

    private sealed record SeasonLine(string Name, int FirstDaysAgo, int LastDaysAgo);

    private sealed record BadgeLine(string Code, string Name, string Description, string Icon, CriterionKind Kind, int Target, string? Skill);

    private sealed record SharedLine(string Person, string Badge);

    private sealed record PseudonymLine(string Person, string Name);

    private sealed record CompletionLine(string Person, string Course, string Title, int DaysAgo);

    private sealed record LevelLine(string Person, string Skill, int Level, int DaysAgo);
}
