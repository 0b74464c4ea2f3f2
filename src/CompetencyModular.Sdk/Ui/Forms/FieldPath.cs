using System.Globalization;
using System.Linq.Expressions;

namespace CompetencyModular.Sdk.Ui;

/// <summary>The name under which a field is posted, read from an expression such as <c>() => Command.Lines[0].Name</c>.</summary>
internal static class FieldPath
{
    public static string Of(LambdaExpression expression) => Of(expression.Body);

    /// <summary>The path within the message: what follows the root.</summary>
    public static string Inner(string path) => path.IndexOf('.', StringComparison.Ordinal) is > 0 and var at ? path[(at + 1)..] : path;

    private static string Of(Expression? expression) => expression switch
    {
        // The captured variable or the component itself is where the path begins.
        MemberExpression { Expression: null or ConstantExpression } member => member.Member.Name,
        MemberExpression member => $"{Of(member.Expression)}.{member.Member.Name}",
        UnaryExpression { NodeType: ExpressionType.Convert } convert => Of(convert.Operand),
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } element => $"{Of(element.Left)}[{Value(element.Right)}]",
        MethodCallExpression { Method.Name: "get_Item", Arguments: [var index] } item => $"{Of(item.Object)}[{Value(index)}]",
        _ => throw new ArgumentException($"A field is given as a path of properties, such as () => Command.Name, not as {expression}."),
    };

    private static string Value(Expression index) =>
        Convert.ToString(Expression.Lambda(index).Compile(preferInterpretation: true).DynamicInvoke(), CultureInfo.InvariantCulture) ?? "";
}
