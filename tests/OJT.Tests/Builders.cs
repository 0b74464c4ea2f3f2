using CompetencyModular.OJT.Domain;

namespace CompetencyModular.OJT.Tests;

/// <summary>Programmes and trainings with valid defaults.</summary>
internal static class Builders
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly Guid Trainee = Guid.CreateVersion7();

    public static readonly Guid Mentor = Guid.CreateVersion7();

    /// <summary>A published programme with objectives of two required tasks and an optional one each.</summary>
    public static Programme AProgramme(int objectives = 1, LevelOfSkill? assessor = null)
    {
        var programme = Programme.Draft(Guid.CreateVersion7(), "Joining cables", "What it is about.", Scheme.Apprenticeship, null, Now);
        for (var i = 1; i <= objectives; i++)
        {
            var objective = programme.AddObjective(Guid.CreateVersion7(), $"Objective {i}", "", assessor, Now);
            foreach (var (title, isRequired) in new[] { ("First", true), ("Second", true), ("Extra", false) })
                programme.WriteTask(objective.Id, ATask($"{title} {i}", isRequired), Now).IsSuccess.ShouldBeTrue();
        }

        programme.Publish(null, Now).IsSuccess.ShouldBeTrue();
        return programme;
    }

    public static TaskContent ATask(string title, bool isRequired = true) => new(Guid.CreateVersion7(), title, "", isRequired, 60);

    public static Training ATraining(Programme? programme = null, Guid? trainee = null, Guid? mentor = null)
    {
        programme ??= AProgramme();
        return Training.Begin(programme, programme.Versions[^1], 0, trainee ?? Trainee, mentor ?? Mentor, null, Now).Value;
    }

    public static Assessor AnAssessor(Guid? person = null, bool isAppointed = false, bool holds = false) => new(person ?? Mentor, isAppointed, _ => holds);

    public static TrainingTask Task(this Training training, string title) => training.Objectives.SelectMany(o => o.Tasks).Single(t => t.Title == title);

    public static Training Demonstrated(this Training training, params string[] titles)
    {
        foreach (var title in titles)
        {
            var task = training.Task(title);
            training.Submit(task.Id, new Submission("Done", "", ""), training.TraineeId, Now).IsSuccess.ShouldBeTrue();
            training.Demonstrate(task.Id, AnAssessor(training.MentorId), "", Now).IsSuccess.ShouldBeTrue();
        }

        return training;
    }
}
