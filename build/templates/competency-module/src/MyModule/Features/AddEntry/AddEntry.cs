using CompetencyModular.Sdk.Access;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using CompetencyModular.Sdk.Rest;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using MyModule.Domain;
using MyModule.Persistence;

namespace MyModule.Features.AddEntry;

/// <summary>Somebody adds an entry.</summary>
internal static class AddEntry
{
    [Requires(MyModulePermissions.Edit)]
    internal sealed record Command : IWrite<Response>
    {
        public string Title { get; set; } = "";
    }

    internal sealed record Response(Guid Id);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Title).NotEmpty().MaximumLength(200);
    }

    internal sealed class Handler(MyModuleDb db, ICurrentUser user, TimeProvider time) : IWriteHandler<Command, Response>
    {
        public ValueTask<Result<Response>> Handle(Command command, CancellationToken cancellationToken)
        {
            var title = command.Title.Trim();
            var entry = new Entry { Title = title, SearchText = SearchText.Of(title), AddedBy = user.Me(), AddedAt = time.GetUtcNow() };
            db.Add(entry);
            return new((Result<Response>)new Response(entry.Id));
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public static void Map(IEndpointRouteBuilder api) => api.Post<Command, Response>("entries", "Adds an entry.");
    }
}
