using CompetencyModular.Roles.Domain;
using CompetencyModular.Roles.Persistence;
using CompetencyModular.Sdk.Messaging;
using CompetencyModular.Sdk.Modules;
using CompetencyModular.Sdk.Persistence;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace CompetencyModular.Roles.Features.ArrangeCategories;

/// <summary>The tree in which skills stand: adds a category, renames or moves one.</summary>
internal static class ArrangeCategories
{
    [Requires(RolesPermissions.Define)]
    internal sealed record Query : IRead<IReadOnlyList<Row>>;

    /// <param name="Depth">0 at the top.</param>
    /// <param name="Skills">How many skills stand directly in it, those out of use too.</param>
    /// <param name="IsLeaf">Whether nothing stands below it.</param>
    /// <param name="Within">The category itself and all below it: it cannot move there.</param>
    internal sealed record Row(Guid Id, string Name, Guid? ParentId, int Depth, int Skills, bool IsLeaf, IReadOnlySet<Guid> Within);

    /// <param name="Id">Null for a new one.</param>
    /// <param name="ParentId">Null at the top.</param>
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid? Id, string? Name, Guid? ParentId) : IWrite<Done>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.Name).IsName();
    }

    internal sealed class QueryHandler(RolesDb db) : IReadHandler<Query, IReadOnlyList<Row>>
    {
        public async ValueTask<Result<IReadOnlyList<Row>>> Handle(Query query, CancellationToken cancellationToken)
        {
            var tree = new CategoryTree(await db.Categories.AsNoTracking().ToListAsync(cancellationToken));
            var skills = await db.Skills.Where(s => s.CategoryId != null).GroupBy(s => s.CategoryId!.Value).Select(g => new { g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
            return tree.Branches.Select(b =>
            {
                var within = tree.Within(b.Category.Id);
                return new Row(b.Category.Id, b.Category.Name, b.Category.ParentId, b.Depth, skills.GetValueOrDefault(b.Category.Id), within.Count == 1, within);
            }).ToList();
        }
    }

    internal sealed class CommandHandler(RolesDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            var all = await db.Categories.ToListAsync(cancellationToken);
            var key = SearchText.Of(command.Name);
            if (command.ParentId is { } parent && all.TrueForAll(c => c.Id != parent)) return RolesErrors.UnknownCategory;
            if (all.Exists(c => c.Id != command.Id && c.ParentId == command.ParentId && c.NameKey == key)) return RolesErrors.CategoryNameTaken;
            if (command.Id is not { } id)
            {
                db.Add(SkillCategory.Create(Guid.CreateVersion7(), command.Name!, command.ParentId));
                return Done.Value;
            }

            if (all.Find(c => c.Id == id) is not { } category) return Error.NotFound();
            if (command.ParentId is { } above && new CategoryTree(all).Within(id).Contains(above)) return RolesErrors.CategoryBelowItself;
            category.Rename(command.Name!);
            category.MoveUnder(command.ParentId);
            return Done.Value;
        }
    }
}

/// <summary>Removes a category in which no skill stands and below which there is none.</summary>
internal static class RemoveCategory
{
    [Requires(RolesPermissions.Define)]
    internal sealed record Command(Guid Id) : IWrite<Done>;

    internal sealed class Handler(RolesDb db) : IWriteHandler<Command, Done>
    {
        public async ValueTask<Result<Done>> Handle(Command command, CancellationToken cancellationToken)
        {
            if (await db.Categories.FindAsync([command.Id], cancellationToken) is not { } category) return Error.NotFound();
            if (await db.Skills.AnyAsync(s => s.CategoryId == command.Id, cancellationToken) || await db.Categories.AnyAsync(c => c.ParentId == command.Id, cancellationToken))
                return RolesErrors.CategoryInUse;
            db.Remove(category);
            return Done.Value;
        }
    }
}
