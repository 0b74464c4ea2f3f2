using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

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
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } element => $"{Of(element.Left)}[{Text(element.Right)}]",
        MethodCallExpression { Method.Name: "get_Item", Arguments: [var index] } item => $"{Of(item.Object)}[{Text(index)}]",
        _ => throw new ArgumentException($"A field is given as a path of properties, such as () => Command.Name, not as {expression}."),
    };

    /// <summary>What stands at the end of the path now. Read member by member: compiling the expression would cost more than the rest of the field.</summary>
    public static object? Value(Expression? expression) => expression switch
    {
        null => null,
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(Value(member.Expression)),
        MemberExpression { Member: FieldInfo field } member => field.GetValue(Value(member.Expression)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when convert.Type.IsAssignableFrom(convert.Operand.Type) => Value(convert.Operand),
        _ => Expression.Lambda(expression).Compile(preferInterpretation: true).DynamicInvoke(),
    };

    private static string Text(Expression index) => Convert.ToString(Value(index), CultureInfo.InvariantCulture) ?? "";
}
