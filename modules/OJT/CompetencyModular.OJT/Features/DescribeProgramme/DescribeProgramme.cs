using CompetencyModular.OJT.Domain;
using CompetencyModular.OJT.Persistence;
using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.OJT.Features.DescribeProgramme;

/// <summary>Somebody drafts a programme, or changes what it says about itself.</summary>
internal static class DescribeProgramme
{
    /// <summary>The form, filled with what the programme says now.</summary>
    [Requires(OjtPermissions.Define)]
    internal sealed record Query(Guid Id) : IRead<Command>;

    [Requires(OjtPermissions.Define)]
    internal sealed record Command : IWrite<Response>
    {
        /// <summary>Null for a new programme.</summary>
        public Guid? Id { get; set; }

        /// <summary>The version that was seen.</summary>
        public int Version { get; set; }

        public string Title { get; set; } = "";

        public string? Summary { get; set; }

        public Scheme Scheme { get; set; }
    }

    internal sealed record Response(Guid Id);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Title).NotEmpty().MaximumLength(200);
            RuleFor(c => c.Summary).MaximumLength(2000);
            RuleFor(c => c.Scheme).IsInEnum();
        }
    }

    internal sealed class QueryHandler(OjtDb db) : IReadHandler<Query, Command>
    {
        public async ValueTask<Result<Command>> Handle(Query query, CancellationToken ct)
        {
            var programme = await db.Programmes.AsNoTracking().FirstOrDefaultAsync(p => p.Id == query.Id, ct);
            if (programme is null) return Error.NotFound();
            return new Command { Id = programme.Id, Version = programme.Version, Title = programme.Title, Summary = programme.Summary, Scheme = programme.Scheme };
        }
    }

    internal sealed class CommandHandler(OjtDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken ct)
        {
            var (title, summary, now) = (command.Title.Trim(), (command.Summary ?? "").Trim(), time.GetUtcNow());
            if (command.Id is not { } id)
            {
                var draft = Programme.Draft(Guid.CreateVersion7(now), title, summary, command.Scheme, user.PersonId, now);
                db.Add(draft);
                return new Response(draft.Id);
            }

            var programme = await db.Programmes.FirstOrDefaultAsync(p => p.Id == id, ct);
            if (programme is null) return Error.NotFound();
            if (programme.Version != command.Version) return OjtErrors.ChangedMeanwhile;
            return programme.Describe(title, summary, command.Scheme, now).Error is { } error ? error : new Response(id);
        }
    }
}
