using System.Text.Json;
using System.Text.Json.Serialization;
using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Roles.Contracts;
using CompetencyModular.Sdk.Demo;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Tenancy;

namespace CompetencyModular.OJT.Features.DemoTrainings;

/// <summary>Three programmes of the demo organisation and the trainings under way. What was signed off is told, and becomes evidence where something awards it.</summary>
internal sealed class DemoTrainings(OjtDb db, Optional<ISkillLookup> skills, TrainingNotices notices, ITenant tenant, TimeProvider time) : IDemoContent
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public int Order => 320;

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var stream = typeof(DemoTrainings).Assembly.GetManifestResourceStream("CompetencyModular.OJT.Demo.trainings.json")!;
        var demo = (await JsonSerializer.DeserializeAsync<Content>(stream, Options, cancellationToken))!;
        var wanted = demo.Programmes.SelectMany(p => p.Objectives).Select(o => o.Assessor?.Skill).OfType<string>().Select(s => DemoIds.Of("skill", s)).Distinct().ToList();
        var cards = skills.Value is { } lookup ? await lookup.SkillsAsync(wanted, cancellationToken) : new Dictionary<Guid, SkillCard>();

        var programmes = demo.Programmes.ToDictionary(p => p.Code, p => Make(p, cards), StringComparer.Ordinal);
        db.AddRange(programmes.Values);
        // Trainings refer to them.
        await db.SaveChangesAsync(cancellationToken);
        foreach (var entry in demo.Appointments)
        {
            var (now, today) = (At(entry.DaysAgo), tenant.DateAt(At(entry.DaysAgo)));
            db.Add(Demand(Appointment.Of(Person(entry.Person), programmes[entry.Programme].Id, entry.Reason, tenant.DateAt(time.GetUtcNow()).AddDays(entry.Days), Person(entry.By), today, now)));
        }

        foreach (var entry in demo.Trainings)
        {
            var training = Train(entry, programmes);
            db.Add(training);
            await notices.PublishAsync(training, cancellationToken);
        }
    }

    private Programme Make(ProgrammeEntry entry, IReadOnlyDictionary<Guid, SkillCard> cards)
    {
        var made = At(entry.DaysAgo);
        var programme = Programme.Draft(DemoIds.Of("programme", entry.Code), entry.Title, entry.Summary, entry.Scheme, null, made);
        foreach (var objective in entry.Objectives)
        {
            var rule = objective.Assessor is { } assessor && cards.TryGetValue(DemoIds.Of("skill", assessor.Skill), out var card) ? new LevelOfSkill(card.Id, card.ScaleVersion, assessor.Level) : null;
            var id = programme.AddObjective(DemoIds.Of("objective", objective.Code), objective.Title, objective.Description, rule, made).Id;
            foreach (var task in objective.Tasks) Demand(programme.WriteTask(id, Make(task), made));
        }

        Demand(programme.Publish(null, made));
        if (entry.Revision is { } revision)
        {
            Demand(programme.WriteTask(DemoIds.Of("objective", revision.Objective), Make(revision.Task), At(revision.DaysAgo)));
            Demand(programme.Publish(null, At(revision.DaysAgo)));
        }

        return programme;
    }

    private Training Train(TrainingEntry entry, Dictionary<string, Programme> programmes)
    {
        var (began, trainee, by) = (At(entry.DaysAgo), Person(entry.Trainee), entry.By is { } code ? Person(code) : (Guid?)null);
        Guid? mentor = entry.Mentor is { } who ? Person(who) : null;
        var programme = entry.Programme is { } name ? programmes[name] : null;
        var training = Demand(programme is null
            ? Training.Agree(entry.Title!, entry.Scheme, trainee, mentor!.Value, by, began)
            : Training.Begin(programme, programme.Versions.Single(v => v.Number == entry.Version), 0, trainee, mentor, by, began));
        training.Aim(entry.Goal ?? "", mentor is null ? null : tenant.DateAt(time.GetUtcNow()).AddDays(entry.DueInDays));
        foreach (var agreed in entry.Agreed ?? [])
        {
            var tasks = agreed.Tasks.Select(t => new TaskContent(Guid.CreateVersion7(began), t, "", true, 60));
            Demand(training.AgreeObjective(new ObjectiveContent(Guid.CreateVersion7(began), agreed.Title, agreed.Description, null, [.. tasks]), mentor!.Value, began));
        }

        // In the order in which it happened, so that the journal reads as it was.
        foreach (var (at, act) in Acts(entry, training, trainee, mentor).OrderBy(a => a.At)) Demand(act(at));
        return training;
    }

    private IEnumerable<(DateTimeOffset At, Func<DateTimeOffset, Result<Done>> Act)> Acts(TrainingEntry entry, Training training, Guid trainee, Guid? mentor)
    {
        var assessor = mentor is { } id ? new Assessor(id, false, _ => true) : null;
        TrainingTask Task(string code) => training.Objectives.SelectMany(o => o.Tasks).Single(t => t.SourceId == DemoIds.Of("task", code) || t.Title == code);
        foreach (var work in entry.Work)
        {
            var task = Task(work.Task).Id;
            yield return (At(work.DaysAgo), at => training.Submit(task, new Submission(work.Note, work.Feedback ?? "", string.Join('\n', work.Links ?? [])), trainee, at));
            if (work.Verdict == "demonstrated") yield return (At(work.DaysAgo - work.JudgedAfter), at => training.Demonstrate(task, assessor!, work.Comment ?? "", at));
            if (work.Verdict == "notYet") yield return (At(work.DaysAgo - work.JudgedAfter), at => training.NotYet(task, assessor!, work.Comment ?? "", at));
        }

        foreach (var code in entry.Started ?? []) yield return (At(1), at => training.StartTask(Task(code).Id, trainee, at));
        foreach (var attest in entry.Attest ?? [])
            yield return (At(attest.DaysAgo), at => training.Attest(training.Objectives.Single(o => o.SourceId == DemoIds.Of("objective", attest.Objective)).Id, assessor!, "", at));
    }

    private static TaskContent Make(TaskEntry task) => new(DemoIds.Of("task", task.Code), task.Title, task.Instructions, task.Required, task.Minutes);

    private static Guid Person(string code) => DemoIds.Of("person", code);

    private DateTimeOffset At(int daysAgo) => time.GetUtcNow().AddDays(-daysAgo);

    private static T Demand<T>(Result<T> result) => result.Error is { } error ? throw new InvalidOperationException($"The demo's training is refused: {error.Code}.") : result.Value;

    private sealed record Content(List<ProgrammeEntry> Programmes, List<AppointmentEntry> Appointments, List<TrainingEntry> Trainings);

    private sealed record ProgrammeEntry(string Code, Scheme Scheme, int DaysAgo, string Title, string Summary, List<ObjectiveEntry> Objectives, RevisionEntry? Revision);

    private sealed record ObjectiveEntry(string Code, string Title, string Description, RuleEntry? Assessor, List<TaskEntry> Tasks);

    private sealed record RuleEntry(string Skill, int Level);

    private sealed record TaskEntry(string Code, string Title, int Minutes, bool Required, string Instructions);

    private sealed record RevisionEntry(int DaysAgo, string Objective, TaskEntry Task);

    private sealed record AppointmentEntry(string Person, string Programme, string By, string Reason, int DaysAgo, int Days);

    private sealed record TrainingEntry(
        string Trainee, string? Mentor, string? By, string? Programme, int Version, Scheme Scheme, string? Title, int DaysAgo, int DueInDays, string? Goal,
        List<AgreedEntry>? Agreed, List<WorkEntry> Work, List<string>? Started, List<AttestEntry>? Attest);

    private sealed record AgreedEntry(string Title, string Description, List<string> Tasks);

    private sealed record WorkEntry(string Task, int DaysAgo, string Note, string? Feedback, List<string>? Links, string? Verdict, string? Comment, int JudgedAfter);

    private sealed record AttestEntry(string Objective, int DaysAgo);
}
