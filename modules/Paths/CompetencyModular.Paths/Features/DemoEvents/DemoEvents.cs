using System.Text.Json;
using CompetencyModular.Paths.Domain;
using CompetencyModular.Paths.Persistence;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Demo;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;

namespace CompetencyModular.Paths.Features.DemoEvents;

/// <summary>
/// The training events of the demo organisation, with sessions around today, full ones and past ones. Who attended tells nobody: the demo's own evidence
/// holds these completions.
/// </summary>
internal sealed class DemoEvents(PathsDb db, Optional<ISkillLookup> skills, ITenant tenant, TimeProvider time) : IDemoContent
{
    public int Order => 310;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(DemoEvents).Assembly.GetManifestResourceStream("CompetencyModular.Paths.Demo.events.json")!;
        var demo = (await JsonSerializer.DeserializeAsync<List<EventEntry>>(stream, JsonSerializerOptions.Web, cancellationToken))!;
        var now = time.GetUtcNow();
        var wanted = demo.SelectMany(e => e.Prerequisites ?? []).Select(p => DemoIds.Of("skill", p.Skill)).ToList();
        var cards = skills.Value is { } lookup ? await lookup.SkillsAsync(wanted, cancellationToken) : new Dictionary<Guid, SkillCard>();
        foreach (var entry in demo)
        {
            var made = TrainingEvent.Draft(
                DemoIds.Of("event", entry.Code),
                new TrainingEventDetails(entry.Title, entry.Summary, entry.Agenda, entry.Minutes, entry.Money, "en", new Words(entry.Tags), Words.None), now.AddMonths(-3));
            foreach (var prerequisite in entry.Prerequisites ?? [])
            {
                if (cards.TryGetValue(DemoIds.Of("skill", prerequisite.Skill), out var card)) made.Require(new LevelOfSkill(card.Id, card.ScaleVersion, prerequisite.Level), now.AddMonths(-3));
            }

            Demand(made.Publish(now.AddMonths(-3)).Error, entry.Code);
            db.Add(made);
            foreach (var session in entry.Sessions) db.Add(Plan(made, session, entry.Code, now));
        }
    }

    private EventSession Plan(TrainingEvent made, SessionEntry entry, string code, DateTimeOffset now)
    {
        var days = entry.Days ?? 1;
        var first = tenant.DateAt(now).AddDays(entry.InDays);
        // On working days, whatever day the demo is made on.
        while (Enumerable.Range(0, days).Any(i => first.AddDays(i).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)) first = first.AddDays(entry.InDays < 0 ? -1 : 1);
        var dates = Enumerable.Range(0, days).Select(i => (At(first.AddDays(i), entry.From), At(first.AddDays(i), entry.Until))).ToList();
        var begins = dates[0].Item1;
        var planned = (begins < now ? begins : now).AddDays(-30);
        var session = EventSession.Plan(
            Guid.CreateVersion7(), made.Id,
            new SessionDetails(dates, tenant.TimeZone.Id, entry.Place ?? "", entry.Link ?? "", DemoIds.Of("person", entry.Trainer), entry.Seats, tenant.StartOf(first.AddDays(-3))), planned);
        foreach (var (person, index) in (entry.Registered ?? []).Select((person, index) => (person, index)))
            Demand(session.Register(DemoIds.Of("person", person), Reasons.Demo, planned.AddDays(1).AddHours(index)).Error, code);
        if (entry.Attended is { } attended)
        {
            var there = attended.Select(p => DemoIds.Of("person", p)).ToHashSet();
            Demand(session.Mark(session.Registrations.Where(r => there.Contains(r.PersonId)).Select(r => r.Id).ToHashSet(), made.Title, dates[^1].Item2).Error, code);
        }

        return session;
    }

    private DateTimeOffset At(DateOnly day, TimeOnly clock) => tenant.StartOf(day) + clock.ToTimeSpan();

    private static void Demand(Sdk.Messaging.Error? error, string code)
    {
        if (error is not null) throw new InvalidOperationException($"The demo's event {code} is refused: {error.Code}.");
    }

    private sealed record EventEntry(string Code, string Title, string Summary, string Agenda, int Minutes, decimal Money, List<string> Tags, List<PrerequisiteEntry>? Prerequisites, List<SessionEntry> Sessions);

    private sealed record PrerequisiteEntry(string Skill, int Level);

    private sealed record SessionEntry(
        int InDays, int? Days, TimeOnly From, TimeOnly Until, string? Place, string? Link, string Trainer, int Seats, List<string>? Registered, List<string>? Attended);
}
