namespace CompetencyModular.Sdk.Ui;

/// <summary>A short word of confirmation, shown once on the page that follows: after a form was handled and redirected, say.</summary>
public interface IToasts
{
    /// <summary>Shows a text, in the person's language, on the next page.</summary>
    void Show(string text);
}
