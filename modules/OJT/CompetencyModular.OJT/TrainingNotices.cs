using CompetencyModular.OJT.Domain;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Notices;
using CompetencyModular.Sdk.People;

namespace CompetencyModular.OJT;

/// <summary>Tells others what became true in a training, and trainee and mentor what the journal's new lines mean for them. Nobody is told what they did themselves.</summary>
internal sealed class TrainingNotices(IEvents events, IPeople people, TimeProvider time)
{
    /// <summary>What happened longer ago, and is only written down now, is no news.</summary>
    private static readonly TimeSpan StaysNews = TimeSpan.FromDays(14);

    public async Task PublishAsync(Training training, CancellationToken cancellationToken)
    {
        foreach (var happened in training.Happened) events.Publish(happened);
        // A training is read without its journal: the lines that are here are those of this unit of work.
        var fresh = training.Entries.Where(e => e.At > time.GetUtcNow() - StaysNews).OrderBy(e => e.Number).ToList();
        if (fresh.Count == 0) return;
        var involved = fresh.Select(e => e.ById).Append(training.TraineeId).Append(training.MentorId).OfType<Guid>().Distinct().ToList();
        var cards = await people.CardsAsync(involved, cancellationToken);
        foreach (var entry in fresh) Tell(training, entry, cards);
    }

    /// <summary>
    /// Two trainings of one person have become one: tells who had a part in either, and what waits on the mentor with whom it goes on. What was told of the other one, which is no more, is
    /// settled.
    /// </summary>
    /// <param name="training">The one that goes on.</param>
    /// <param name="other">The other, as it was left.</param>
    /// <param name="taken">The objectives and tasks that were the other's.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task PublishJoinedAsync(Training training, Training other, IReadOnlySet<Guid> taken, CancellationToken cancellationToken)
    {
        var cards = await people.CardsAsync([.. new[] { training.TraineeId, training.MentorId, other.MentorId }.OfType<Guid>().Distinct()], cancellationToken);
        string NameOf(Guid? id) => id is { } person ? cards.GetValueOrDefault(person)?.Name ?? "" : "";
        foreach (var key in new[] { "training", "comment" }) events.Settle<OJTModule>($"{key}/{other.Id}");
        foreach (var left in other.Objectives) SettleAll(left, left.Tasks);
        foreach (var objective in training.Objectives)
        {
            if (taken.Contains(objective.Id)) SettleAll(objective, []);
            if (objective is { IsDemonstrated: true, IsAttested: false, IsFormer: false })
                events.Notify<OJTModule>(training.MentorId ?? training.TraineeId, SignOff(objective.Id), new NewNotice(NoticeKind.WaitsOnYou, "Notice.SignOff", LinkTo(training), NameOf(training.TraineeId), objective.Title));
            foreach (var task in objective.Tasks.Where(t => taken.Contains(t.Id) && t.State is TaskState.Submitted))
            {
                events.Settle<OJTModule>($"task/{task.Id}");
                if (training.MentorId is { } mentor) events.Notify<OJTModule>(mentor, $"task/{task.Id}", new NewNotice(NoticeKind.WaitsOnYou, "Notice.Submitted", $"ojt/tasks/{task.Id}", NameOf(training.TraineeId), task.Title));
            }
        }

        events.Notify<OJTModule>(training.TraineeId, $"joined/{training.Id}", new NewNotice(NoticeKind.News, "Notice.Joined", LinkTo(training), training.Title));
        if (training.MentorId is { } goesOn) events.Notify<OJTModule>(goesOn, $"joined/{training.Id}", new NewNotice(NoticeKind.News, "Notice.JoinedMentor", LinkTo(training), NameOf(training.TraineeId), training.Title));
        if (other.MentorId is { } former && former != training.MentorId && former != training.TraineeId && training.MentorId is not null)
            events.Notify<OJTModule>(former, $"joined/{training.Id}", new NewNotice(NoticeKind.News, "Notice.GoesOnWith", "ojt/trainees", NameOf(training.TraineeId), training.Title, NameOf(training.MentorId)));

        void SettleAll(TrainingObjective objective, IEnumerable<TrainingTask> tasks)
        {
            foreach (var key in new[] { SignOff(objective.Id), $"objective/{objective.Id}" }) events.Settle<OJTModule>(key);
            foreach (var task in tasks)
                foreach (var key in new[] { "task", "my-task", "comment" }) events.Settle<OJTModule>($"{key}/{task.Id}");
        }
    }

    private void Tell(Training training, Entry entry, IReadOnlyDictionary<Guid, PersonCard> cards)
    {
        var (trainee, mentor) = (NameOf(training.TraineeId), NameOf(training.MentorId));
        var (whole, task, mine) = ($"training/{training.Id}", $"task/{entry.TaskId}", $"my-task/{entry.TaskId}");
        switch (entry.Kind)
        {
            case EntryKind.TrainingRequested:
                To(cards.GetValueOrDefault(training.TraineeId)?.ManagerId, whole, NoticeKind.WaitsOnYou, "Notice.Wish", "ojt/trainees", trainee, training.Title);
                break;
            case EntryKind.TrainingStarted or EntryKind.MentorChanged:
                events.Settle<OJTModule>(whole);
                To(training.TraineeId, whole, NoticeKind.News, "Notice.Started", LinkTo(training), mentor, training.Title);
                To(training.MentorId, whole, NoticeKind.News, "Notice.Accompany", LinkTo(training), trainee, training.Title);
                break;
            case EntryKind.TaskSubmitted:
                events.Settle<OJTModule>(mine);
                To(training.MentorId, task, NoticeKind.WaitsOnYou, "Notice.Submitted", LinkToTask(entry), trainee, entry.Subject);
                break;
            case EntryKind.SubmissionTakenBack:
                events.Settle<OJTModule>(task);
                break;
            case EntryKind.TaskDemonstrated:
                events.Settle<OJTModule>(task);
                To(training.TraineeId, mine, NoticeKind.Decided, "Notice.Demonstrated", LinkToTask(entry), NameOf(entry.ById), entry.Subject);
                if (training.Objectives.FirstOrDefault(o => o.Id == entry.ObjectiveId) is { IsDemonstrated: true, IsAttested: false } ready)
                    events.Notify<OJTModule>(training.MentorId ?? training.TraineeId, SignOff(ready.Id), new NewNotice(NoticeKind.WaitsOnYou, "Notice.SignOff", LinkTo(training), trainee, ready.Title));
                break;
            case EntryKind.TaskNotYet:
                events.Settle<OJTModule>(task);
                To(training.TraineeId, mine, NoticeKind.Decided, "Notice.NotYet", LinkToTask(entry), NameOf(entry.ById), entry.Subject);
                break;
            case EntryKind.TaskReopened:
                if (entry.ObjectiveId is { } again) events.Settle<OJTModule>(SignOff(again));
                To(training.TraineeId, mine, NoticeKind.Decided, "Notice.Reopened", LinkToTask(entry), NameOf(entry.ById), entry.Subject);
                break;
            case EntryKind.ObjectiveAttested:
                if (entry.ObjectiveId is { } signed) events.Settle<OJTModule>(SignOff(signed));
                To(training.TraineeId, $"objective/{entry.ObjectiveId}", NoticeKind.Decided, "Notice.Attested", LinkTo(training), NameOf(entry.ById), entry.Subject);
                break;
            case EntryKind.TrainingCompleted:
                To(training.TraineeId, whole, NoticeKind.News, "Notice.Completed", LinkTo(training), training.Title);
                break;
            case EntryKind.TrainingStopped:
                events.Settle<OJTModule>(whole);
                To(training.TraineeId, whole, NoticeKind.News, "Notice.Stopped", LinkTo(training), training.Title);
                break;
            case EntryKind.Comment:
                foreach (var reader in new[] { training.TraineeId, training.MentorId })
                    To(reader, $"comment/{entry.TaskId ?? training.Id}", NoticeKind.News, "Notice.Comment", entry.TaskId is null ? LinkTo(training) : LinkToTask(entry), NameOf(entry.ById), entry.TaskId is null ? training.Title : entry.Subject);
                break;
        }

        void To(Guid? personId, string key, NoticeKind kind, string textKey, string link, params string[] values)
        {
            if (personId is { } person && person != entry.ById) events.Notify<OJTModule>(person, key, new NewNotice(kind, textKey, link, values));
        }

        string NameOf(Guid? id) => id is { } person ? cards.GetValueOrDefault(person)?.Name ?? "" : "";
    }

    private static string SignOff(Guid objectiveId) => $"sign-off/{objectiveId}";

    private static string LinkTo(Training training) => $"ojt/trainings/{training.Id}";

    private static string LinkToTask(Entry entry) => $"ojt/tasks/{entry.TaskId}";
}
