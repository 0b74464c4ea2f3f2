using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.OJT.Specifications;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.StartTraining;

/// <summary>
/// A manager, HR or a mentor begins a training for somebody whose record they may open or whom they accompany already, with a mentor (R5.1): after a
/// programme, or with objectives that the two agree themselves.
/// </summary>
internal static class StartTraining
{
    private const int MostChoices = 200;

    [Requires(OjtPermissions.Lead)]
    internal sealed record Query(string? Trainee = null, string? Mentor = null) : IRead<Response>;

    /// <param name="MoreTrainees">Whether there are more than are listed, so that one needs a search.</param>
    internal sealed record Response(IReadOnlyList<Choice> Trainees, bool MoreTrainees, IReadOnlyList<Choice> Mentors, bool MoreMentors, IReadOnlyList<Choice> Programmes);

    internal sealed record Choice(Guid Id, string Name);

    [Requires(OjtPermissions.Lead)]
    internal sealed record Command : IWrite<Guid>
    {
        public Guid? TraineeId { get; set; }

        public Guid? MentorId { get; set; }

        /// <summary>Null where the two agree on their own objectives.</summary>
        public Guid? ProgrammeId { get; set; }

        /// <summary>Of a training without a programme.</summary>
        public string? Title { get; set; }

        public string? Goal { get; set; }

        public DateOnly? DueOn { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.TraineeId).NotNull();
            RuleFor(c => c.MentorId).NotNull();
            RuleFor(c => c.Title).MaximumLength(200);
            RuleFor(c => c.Title).NotEmpty().When(c => c.ProgrammeId is null);
            RuleFor(c => c.Goal).MaximumLength(2000);
        }
    }

    internal sealed class QueryHandler(OjtDb db, IPeopleAccess access, IPeople people, ICurrentUser user) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            var me = user.Me();
            var visible = await access.FindAsync(query.Trainee, null, 1, MostChoices, ct);
            var accompanied = await people.CardsAsync(await db.Trainings.Open().Where(t => t.MentorId == me).Select(t => t.TraineeId).Distinct().Take(MostChoices).ToListAsync(ct), ct);
            var mentors = await people.FindAsync(query.Mentor, MostChoices, ct);
            var programmes = await db.Programmes.Where(p => p.State == ProgrammeState.Published).OrderBy(p => p.SearchText).ThenBy(p => p.Id).Select(p => new Choice(p.Id, p.Title)).ToListAsync(ct);
            return new Response(
                [.. visible.Items.Concat(accompanied.Values).Where(p => p.Id != me).DistinctBy(p => p.Id).OrderBy(p => p.Name, StringComparer.CurrentCulture).Select(Named)],
                visible.Total > MostChoices,
                [.. mentors.OrderByDescending(p => p.Id == me).Select(Named)], mentors.Count == MostChoices, programmes);
        }

        private static Choice Named(PersonCard card) => new(card.Id, card.JobTitle.Length > 0 ? $"{card.Name} ({card.JobTitle})" : card.Name);
    }

    internal sealed class CommandHandler(OjtDb db, IPeopleAccess access, IPeople people, TrainingNotices notices, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Guid>
    {
        public async ValueTask<Result<Guid>> Handle(Command command, CancellationToken ct)
        {
            var (me, trainee, mentor, now) = (user.Me(), command.TraineeId!.Value, command.MentorId!.Value, time.GetUtcNow());
            var mayOpen = await access.MaySeeAsync(trainee, ct) || await db.Trainings.Open().AnyAsync(t => t.MentorId == me && t.TraineeId == trainee, ct);
            if (trainee == me || !mayOpen || !(await people.CardsAsync([mentor], ct)).TryGetValue(mentor, out var card) || !card.IsActive) return Error.NotFound();

            var begun = command.ProgrammeId is { } programme
                ? await AfterProgrammeAsync(programme, trainee, mentor, me, now, ct)
                : Training.Agree(command.Title!.Trim(), Scheme.Mentoring, trainee, mentor, me, now);
            if (begun.Error is { } error) return error;
            begun.Value.Aim((command.Goal ?? "").Trim(), command.DueOn);
            if (db.Entry(begun.Value).State is EntityState.Detached) db.Add(begun.Value);
            await notices.PublishAsync(begun.Value, ct);
            return begun.Value.Id;
        }

        private async Task<Result<Training>> AfterProgrammeAsync(Guid programmeId, Guid trainee, Guid mentor, Guid me, DateTimeOffset now, CancellationToken ct)
        {
            var programme = await db.Programmes.FirstOrDefaultAsync(p => p.Id == programmeId, ct);
            if (programme is null || await db.LatestVersionAsync(programmeId, ct) is not { } version) return Error.NotFound();
            var earlier = await db.Trainings.Where(t => t.TraineeId == trainee && t.ProgrammeId == programmeId).ToListAsync(ct);
            // A wish that waits for a mentor is what begins now.
            if (earlier.Find(t => t.State is TrainingState.Requested) is { } wish) return wish.Entrust(mentor, me, now).Error is { } refused ? refused : wish;
            if (earlier.Exists(t => t.State is TrainingState.Active)) return OjtErrors.AlreadyUnderWay;
            return Training.Begin(programme, version, earlier.Count, trainee, mentor, me, now);
        }
    }
}
