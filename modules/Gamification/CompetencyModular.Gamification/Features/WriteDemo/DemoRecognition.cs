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
/// somebody who declined and somebody who goes by another name.
/// </summary>
internal sealed class DemoRecognition(GamificationDb db, IPeople people, ITenant tenant, TimeProvider time) : IDemoContent
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

        DateOnly Day(int daysAgo) => tenant.DateAt(now).AddDays(-daysAgo);
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
            yield return Deed.Reached(person, DemoIds.Of("skill", line.Skill), line.Level, DemoIds.Of("evidence", $"{index}"), At(line.DaysAgo), cards.GetValueOrDefault(person)?.UnitId);
        }

        // Spread over the working day, so that not everybody was there first.
        DateTimeOffset At(int daysAgo) => now.AddDays(-daysAgo).AddMinutes(-(index++ * 37 % 480));
    }

    private sealed record Content(
        List<SeasonLine> Seasons, List<BadgeLine> Badges, List<SharedLine> Shared, List<string> Declined, List<PseudonymLine> Pseudonyms,
        List<CompletionLine> Completions, List<LevelLine> Levels);

    private sealed record SeasonLine(string Name, int FirstDaysAgo, int LastDaysAgo);

    private sealed record BadgeLine(string Code, string Name, string Description, string Icon, CriterionKind Kind, int Target, string? Skill);

    private sealed record SharedLine(string Person, string Badge);

    private sealed record PseudonymLine(string Person, string Name);

    private sealed record CompletionLine(string Person, string Course, string Title, int DaysAgo);

    private sealed record LevelLine(string Person, string Skill, int Level, int DaysAgo);
}
