using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using FluentValidation;

namespace CompetencyModular.OJT.Features.EntrustTraining;

/// <summary>Gives a trainee to a mentor, or to another one; a wish for a training begins by it.</summary>
internal static class EntrustTraining
{
    private const int MostChoices = 200;

    [Requires(OjtPermissions.Lead)]
    internal sealed record Query(Guid TrainingId, string? Mentor = null) : IRead<Response>;

    internal sealed record Response(string Title, string Trainee, Guid? MentorId, IReadOnlyList<Choice> Mentors, bool MoreMentors);

    internal sealed record Choice(Guid Id, string Name);

    [Requires(OjtPermissions.Lead)]
    internal sealed record Command : IWrite<Done>
    {
        public Guid TrainingId { get; set; }

        public Guid? MentorId { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.MentorId).NotNull();
    }

    internal sealed class QueryHandler(TrainingAccess access, IPeople people) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (await access.OpenAsync(query.TrainingId, ct) is not { MayLead: true } seen) return Error.NotFound();
            var trainee = (await people.CardsAsync([seen.Training.TraineeId], ct)).GetValueOrDefault(seen.Training.TraineeId);
            var found = await people.FindAsync(query.Mentor, MostChoices, ct);
            return new Response(
                seen.Training.Title, trainee?.Name ?? "", seen.Training.MentorId,
                [.. found.Where(p => p.Id != seen.Training.TraineeId).OrderByDescending(p => p.Id == seen.Me).Select(p => new Choice(p.Id, p.JobTitle.Length > 0 ? $"{p.Name} ({p.JobTitle})" : p.Name))],
                found.Count == MostChoices);
        }
    }

    internal sealed class CommandHandler(TrainingAccess access, IPeople people, TrainingNotices notices, TimeProvider time) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenAsync(command.TrainingId, ct) is not { MayLead: true } seen) return Error.NotFound();
            var mentor = command.MentorId!.Value;
            if (!(await people.CardsAsync([mentor], ct)).TryGetValue(mentor, out var card) || !card.IsActive) return Error.NotFound();
            var entrusted = seen.Training.Entrust(mentor, seen.Me, time.GetUtcNow());
            if (entrusted.IsSuccess) await notices.PublishAsync(seen.Training, ct);
            return entrusted;
        }
    }
}
