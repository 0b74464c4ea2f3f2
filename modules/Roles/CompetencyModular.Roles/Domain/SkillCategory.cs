using CompetencyModular.Sdk.Persistence;

namespace CompetencyModular.Roles.Domain;

/// <summary>A branch of the tree in which skills stand.</summary>
internal sealed class SkillCategory
{
    private SkillCategory()
    {
    }

    public Guid Id { get; private set; }

    public string Name { get; private set; } = "";

    public string NameKey { get; private set; } = "";

    public Guid? ParentId { get; private set; }

    public static SkillCategory Create(Guid id, string name, Guid? parentId)
    {
        var category = new SkillCategory { Id = id, ParentId = parentId };
        category.Rename(name);
        return category;
    }

    public void Rename(string name) => (Name, NameKey) = (name.Trim(), SearchText.Of(name));

    public void MoveUnder(Guid? parentId) => ParentId = parentId;
}

/// <summary>The categories as a tree, depth first and by name, which is how people see them.</summary>
internal sealed class CategoryTree
{
    private readonly ILookup<Guid?, SkillCategory> children;

    public CategoryTree(IEnumerable<SkillCategory> categories)
    {
        children = categories.OrderBy(c => c.NameKey, StringComparer.Ordinal).ThenBy(c => c.Id).ToLookup(c => c.ParentId);
        Branches = [.. Walk(null, 0)];
    }

    /// <summary>Every category with its depth, parents before their children.</summary>
    public IReadOnlyList<(SkillCategory Category, int Depth)> Branches { get; }

    /// <summary>A category and all that stands below it.</summary>
    public IReadOnlySet<Guid> Within(Guid categoryId) => Below(categoryId).Prepend(categoryId).ToHashSet();

    private IEnumerable<Guid> Below(Guid id) => children[id].SelectMany(c => Below(c.Id).Prepend(c.Id));

    private IEnumerable<(SkillCategory, int)> Walk(Guid? parent, int depth) =>
        children[parent].SelectMany(c => Walk(c.Id, depth + 1).Prepend((c, depth)));
}
