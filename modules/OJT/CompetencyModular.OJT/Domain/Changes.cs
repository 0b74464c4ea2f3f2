namespace CompetencyModular.OJT.Domain;

/// <summary>One difference between a running training and a newer version of its programme.</summary>
/// <param name="Kind">What is different.</param>
/// <param name="Objective">The objective's title.</param>
/// <param name="Task">The task's title, where it is about one.</param>
internal sealed record Change(ChangeKind Kind, string Objective, string? Task = null);

internal enum ChangeKind
{
    ObjectiveAdded,
    ObjectiveChanged,
    ObjectiveRemoved,

    /// <summary>It was signed off: it stays as it was, whatever the new version says.</summary>
    ObjectiveKept,
    TaskAdded,
    TaskChanged,
    TaskNowRequired,
    TaskNowOptional,
    TaskRemoved,

    /// <summary>It was demonstrated: it stays as it was done.</summary>
    TaskKept,
}

internal static class Changes
{
    public static IReadOnlyList<Change> Between(Training training, ProgrammeContent content)
    {
        var changes = new List<Change>();
        var mine = training.Objectives.Where(o => !o.IsAgreed).ToDictionary(o => o.SourceId);
        foreach (var wanted in content.Objectives)
        {
            if (!mine.TryGetValue(wanted.Id, out var objective)) changes.Add(new Change(ChangeKind.ObjectiveAdded, wanted.Title));
            else if (objective.IsAttested) Keep(objective, wanted, changes);
            else Compare(objective, wanted, changes);
        }

        var stays = content.Objectives.Select(o => o.Id).ToHashSet();
        foreach (var objective in mine.Values.Where(o => !o.IsFormer && !stays.Contains(o.SourceId)))
            changes.Add(new Change(objective.IsAttested ? ChangeKind.ObjectiveKept : ChangeKind.ObjectiveRemoved, objective.Title));
        return changes;
    }

    private static void Keep(TrainingObjective objective, ObjectiveContent wanted, List<Change> changes)
    {
        var inside = new List<Change>();
        Compare(objective, wanted, inside);
        if (inside.Count > 0) changes.Add(new Change(ChangeKind.ObjectiveKept, objective.Title));
    }

    private static void Compare(TrainingObjective objective, ObjectiveContent wanted, List<Change> changes)
    {
        if (objective.Title != wanted.Title || objective.Description != wanted.Description || objective.Assessor != wanted.Assessor)
            changes.Add(new Change(ChangeKind.ObjectiveChanged, wanted.Title));
        var mine = objective.Tasks.ToDictionary(t => t.SourceId);
        foreach (var task in wanted.Tasks)
        {
            if (!mine.TryGetValue(task.Id, out var has)) changes.Add(new Change(ChangeKind.TaskAdded, wanted.Title, task.Title));
            else if (has.IsRequired != task.IsRequired) changes.Add(new Change(task.IsRequired ? ChangeKind.TaskNowRequired : ChangeKind.TaskNowOptional, wanted.Title, task.Title));
            else if ((has.Title, has.Instructions, has.Minutes) != (task.Title, task.Instructions, task.Minutes))
                changes.Add(new Change(has.IsDemonstrated ? ChangeKind.TaskKept : ChangeKind.TaskChanged, wanted.Title, task.Title));
        }

        var stays = wanted.Tasks.Select(t => t.Id).ToHashSet();
        foreach (var task in objective.Tasks.Where(t => !stays.Contains(t.SourceId)))
            changes.Add(new Change(task.IsDemonstrated ? ChangeKind.TaskKept : ChangeKind.TaskRemoved, wanted.Title, task.Title));
    }
}
