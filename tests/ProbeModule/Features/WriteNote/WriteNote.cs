using CompetencyModular.Probe.Persistence;
using CompetencyModular.Sdk.Events;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Rest;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CompetencyModular.Probe.Features.WriteNote;

internal static class WriteNote
{
    internal sealed record Input(string Title);

    internal sealed record Response(Guid Id);

    /// <param name="Input">What is to be written.</param>
    /// <param name="End">How it ends after all is done: null well, <c>refuse</c> with an error, <c>throw</c> with an exception.</param>
    [Requires(ProbePermissions.Write)]
    internal sealed record Command([FromBody] Input Input, string? End = null) : IWrite<Response>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Input.Title).NotEmpty().MaximumLength(100);
    }

    internal sealed class Handler(ProbeDb db, IEvents events) : IWriteHandler<Command, Response>
    {
        public async ValueTask<Result<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var note = new Note { Title = command.Input.Title };
            db.Notes.Add(note);
            events.Publish(new NoteWritten("notes", note.Title));
            await db.SaveChangesAsync(cancellationToken);
            return command.End switch
            {
                "refuse" => Error.Conflict("probe.refused", "Refused"),
                "throw" => throw new InvalidOperationException("The handler was told to throw"),
                _ => new Response(note.Id),
            };
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Response>("notes", "Writes a note.");
    }
}
