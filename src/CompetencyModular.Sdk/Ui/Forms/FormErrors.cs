using CompetencyModular.Sdk.Messaging;

namespace CompetencyModular.Sdk.Ui;

/// <summary>
/// What is still to be put right in a form: messages per field, by the field's path within the message (<c>Name</c>, <c>Address.City</c>),
/// and messages about the whole.
/// </summary>
public sealed class FormErrors
{
    private readonly List<(string Field, string Message)> all = [];

    /// <summary>Whether there is anything.</summary>
    public bool Any => all.Count > 0;

    /// <summary>All messages in order; a message about the whole has an empty field.</summary>
    public IReadOnlyList<(string Field, string Message)> All => all;

    /// <summary>The errors of a refused use case; empty where there is none.</summary>
    public static FormErrors From(Error? error)
    {
        var errors = new FormErrors();
        foreach (var (field, messages) in error?.Fields ?? new Dictionary<string, string[]>())
        {
            foreach (var message in messages) errors.Add(field, message);
        }

        if (error is not null && !errors.Any) errors.Add("", error.Message.Length > 0 ? error.Message : error.Code);
        return errors;
    }

    /// <summary>Adds a message about a field, or with an empty name about the whole.</summary>
    public FormErrors Add(string field, string message)
    {
        all.Add((field, message));
        return this;
    }

    /// <summary>The messages about a field.</summary>
    public IEnumerable<string> For(string field) =>
        all.Where(e => e.Field.Equals(field, StringComparison.OrdinalIgnoreCase)).Select(e => e.Message);
}
