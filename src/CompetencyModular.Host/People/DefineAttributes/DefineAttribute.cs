using CompetencyModular.Host.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CompetencyModular.Host.People.DefineAttributes;

/// <summary>Adds an attribute of people, or renames one. Its kind stays; of its choices only those can go that nobody has.</summary>
internal static class DefineAttribute
{
    private const int Most = 50;

    /// <param name="Choices">One a line.</param>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Command(Guid? Id, string? Name, AttributeKind Kind, string? Choices) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator(IStringLocalizer<DefineAttributesPage> texts)
        {
            RuleFor(c => c.Name).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Kind).IsInEnum();
            RuleFor(c => c.Choices).Must(text => ChoicesOf(text).Count is > 0 and <= 100).When(c => c.Kind is AttributeKind.Choice && c.Id is null).WithMessage(_ => texts["ChoicesMissing"]);
            RuleFor(c => c.Choices).Must(text => ChoicesOf(text).TrueForAll(l => l.Length <= PersonAttribute.MaxValue)).MaximumLength(4000);
        }
    }

    internal sealed class Handler(PlatformDb db, IStringLocalizer<DefineAttributesPage> texts) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var all = await db.Set<PersonAttribute>().ToListAsync(cancellationToken);
            var name = command.Name!.Trim();
            if (all.Exists(a => a.Id != command.Id && string.Equals(a.Name, name, StringComparison.OrdinalIgnoreCase))) return Wrong(nameof(command.Name), texts["NameTaken"]);
            var choices = ChoicesOf(command.Choices);
            if (command.Id is null)
            {
                if (all.Count >= Most) return Wrong(nameof(command.Name), texts["Enough", Most]);
                db.Add(new PersonAttribute { Name = name, Kind = command.Kind, Choices = command.Kind is AttributeKind.Choice ? string.Join('\n', choices) : "" });
                return Done.Value;
            }

            if (all.Find(a => a.Id == command.Id) is not { } attribute) return Error.NotFound();
            attribute.Name = name;
            if (attribute.Kind is not AttributeKind.Choice) return Done.Value;
            if (choices.Count == 0) return Wrong(nameof(command.Choices), texts["ChoicesMissing"]);
            if (await db.Set<PersonAttributeValue>().Where(v => v.AttributeId == attribute.Id && !choices.Contains(v.Value)).Select(v => v.Value).FirstOrDefaultAsync(cancellationToken) is { } held)
                return Wrong(nameof(command.Choices), texts["ChoiceHeld", held]);
            attribute.Choices = string.Join('\n', choices);
            return Done.Value;
        }

        private static Error Wrong(string field, string text) => Error.Invalid("attribute-invalid", text, new Dictionary<string, string[]> { [field] = [text] });
    }

    private static List<string> ChoicesOf(string? text) =>
        [.. (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Takes an attribute away, and with it what was known of people.</summary>
    [Requires(HostPermissions.ManagePeople)]
    internal sealed record Remove(Guid Id) : IWrite<Done>;

    internal sealed class RemoveHandler(PlatformDb db) : IWriteHandler<Remove, Done>
    {
        public async ValueTask<Result<Done>> Handle(Remove command, CancellationToken cancellationToken)
        {
            if (await db.Set<PersonAttribute>().FindAsync([command.Id], cancellationToken) is not { } attribute) return Error.NotFound();
            db.Remove(attribute);
            return Done.Value;
        }
    }
}
