using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.People;
using CompetencyModular.Sdk.Tenancy;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.InviteGuest;

/// <summary>HR or a manager of the line gives the trainee or the mentor a link to this training alone, with a last day (O4).</summary>
internal static class InviteGuest
{
    [Requires(OjtPermissions.Lead)]
    internal sealed record Query(Guid TrainingId) : IRead<Response>;

    /// <param name="People">Trainee and mentor.</param>
    /// <param name="Links">All links so far, the latest first.</param>
    internal sealed record Response(string Training, IReadOnlyList<Choice> People, DateOnly Latest, IReadOnlyList<Row> Links);

    internal sealed record Choice(Guid Id, string Name, bool IsTrainee);

    internal sealed record Row(Guid Id, string Person, DateOnly Until, string InvitedBy, DateTimeOffset InvitedAt, bool IsInForce);

    [Requires(OjtPermissions.Lead)]
    internal sealed record Command : IWrite<string>
    {
        public Guid TrainingId { get; set; }

        public Guid? PersonId { get; set; }

        public DateOnly? Until { get; set; }
    }

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.PersonId).NotNull();
            RuleFor(c => c.Until).NotNull();
        }
    }

    internal sealed class QueryHandler(OjtDb db, TrainingAccess access, IPeople people, ITenant tenant, TimeProvider time) : IReadHandler<Query, Response>
    {
        public async ValueTask<Result<Response>> Handle(Query query, CancellationToken ct)
        {
            if (await access.OpenAsync(query.TrainingId, ct) is not { MayInvite: true } seen) return Error.NotFound();
            var (training, now) = (seen.Training, time.GetUtcNow());
            var links = await db.Invitations.AsNoTracking().Where(i => i.TrainingId == training.Id).OrderByDescending(i => i.InvitedAt).ThenBy(i => i.Id).Take(50).ToListAsync(ct);
            var names = await people.CardsAsync([.. links.SelectMany(i => new[] { i.PersonId, i.InvitedById }).Append(training.TraineeId).Append(training.MentorId ?? training.TraineeId).Distinct()], ct);
            string NameOf(Guid id) => names.GetValueOrDefault(id)?.Name ?? "";
            var both = new List<Guid> { training.TraineeId };
            if (training.MentorId is { } mentor) both.Add(mentor);
            return new Response(
                training.Title, [.. both.Where(p => p != seen.Me).Select(p => new Choice(p, NameOf(p), p == training.TraineeId))], tenant.DateAt(now).AddDays(Invitation.MostDays),
                [.. links.Select(i => new Row(i.Id, NameOf(i.PersonId), i.Until, NameOf(i.InvitedById), i.InvitedAt, i.IsInForce(now)))]);
        }
    }

    internal sealed class CommandHandler(OjtDb db, TrainingAccess access, ITenant tenant, TimeProvider time) : IWriteHandler<Command, string>
    {
        public async ValueTask<Result<string>> Handle(Command command, CancellationToken ct)
        {
            if (await access.OpenAsync(command.TrainingId, ct) is not { MayInvite: true } seen) return Error.NotFound();
            var (token, until, now) = (Invitation.NewToken(), command.Until!.Value, time.GetUtcNow());
            var invited = Invitation.Of(seen.Training, command.PersonId!.Value, token, until, tenant.DateAt(now), tenant.EndOf(until), seen.Me, now);
            if (invited.Error is { } error) return error;
            db.Add(invited.Value);
            seen.Training.NoteInvitation(EntryKind.GuestInvited, seen.Me, now);
            return token;
        }
    }
}
