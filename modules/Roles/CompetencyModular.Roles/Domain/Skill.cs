using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Roles.Domain;

/// <summary>
/// Something people can do, on a scale. The scale is chosen once: levels noted for a skill would otherwise lose their meaning (L2).
/// </summary>
internal sealed class Skill : IVersioned
{
    private Skill()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The form of the name that is unique and searched: nobody wants "Java" and "java".</summary>
    public string NameKey { get; private set; } = "";

    public string Description { get; private set; } = "";

    public Guid? CategoryId { get; private set; }

    public Guid ScaleId { get; private set; }

    /// <summary>What each level means for this skill, by the level's id; levels without an entry have the scale's own words.</summary>
    public IReadOnlyDictionary<Guid, string> LevelTexts { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>When it was taken out of use; null while it is in use. What people hold of it stays.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    public int Version { get; private set; }

    public static Skill Define(Guid id, string name, string description, Guid? categoryId, Guid scaleId, IReadOnlyDictionary<Guid, string> levelTexts)
    {
        var skill = new Skill { Id = id, ScaleId = scaleId };
        skill.Change(name, description, categoryId, levelTexts);
        return skill;
    }

    /// <summary>Changes what may change.</summary>
    /// <returns>Whether anything is different now.</returns>
    public bool Change(string name, string description, Guid? categoryId, IReadOnlyDictionary<Guid, string> levelTexts)
    {
        name = name.Trim();
        description = description.Trim();
        var texts = levelTexts.Where(t => !string.IsNullOrWhiteSpace(t.Value)).ToDictionary(t => t.Key, t => t.Value.Trim());
        if (Name == name && Description == description && CategoryId == categoryId && SameTexts(texts)) return false;
        (Name, NameKey, Description, CategoryId, LevelTexts) = (name, SearchText.Of(name), description, categoryId, texts);
        return true;
    }

    public void Retire(DateTimeOffset now) => RetiredAt ??= now;

    public void Restore() => RetiredAt = null;

    private bool SameTexts(Dictionary<Guid, string> texts) =>
        texts.Count == LevelTexts.Count && texts.All(t => LevelTexts.TryGetValue(t.Key, out var text) && text == t.Value);
}
