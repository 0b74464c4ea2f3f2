using FluentValidation.Resources;

namespace CompetencyModular.Sdk.Messaging;

/// <summary>
/// What validators say where a rule brings no text of its own, in the product's languages and without the property's name: the text stands beside
/// the field that it is about. Set once by the host.
/// </summary>
public sealed class ValidationWords : LanguageManager
{
    /// <summary>The words for both languages.</summary>
    public ValidationWords()
    {
        Say("NotEmptyValidator", "Fill this in.", "Füllen Sie dieses Feld aus.");
        Say("NotNullValidator", "Fill this in.", "Füllen Sie dieses Feld aus.");
        Say("MaximumLengthValidator", "Use at most {MaxLength} characters; these are {TotalLength}.", "Verwenden Sie höchstens {MaxLength} Zeichen; es sind {TotalLength}.");
        Say("MinimumLengthValidator", "Use at least {MinLength} characters.", "Verwenden Sie mindestens {MinLength} Zeichen.");
        Say("LengthValidator", "Use {MinLength} to {MaxLength} characters.", "Verwenden Sie {MinLength} bis {MaxLength} Zeichen.");
        Say("InclusiveBetweenValidator", "Choose a value from {From} to {To}.", "Wählen Sie einen Wert von {From} bis {To}.");
        Say("GreaterThanOrEqualValidator", "The least is {ComparisonValue}.", "Der kleinste Wert ist {ComparisonValue}.");
        Say("LessThanOrEqualValidator", "The most is {ComparisonValue}.", "Der größte Wert ist {ComparisonValue}.");
        Say("GreaterThanValidator", "It must be more than {ComparisonValue}.", "Der Wert muss größer als {ComparisonValue} sein.");
        Say("LessThanValidator", "It must be less than {ComparisonValue}.", "Der Wert muss kleiner als {ComparisonValue} sein.");
        Say("EnumValidator", "Choose one of the options.", "Wählen Sie eine der Möglichkeiten.");
        Say("PredicateValidator", "This value does not fit here.", "Dieser Wert passt hier nicht.");
        Say("AsyncPredicateValidator", "This value does not fit here.", "Dieser Wert passt hier nicht.");
        Say("RegularExpressionValidator", "This is not in the right form.", "Das hat nicht die richtige Form.");
        Say("EmailValidator", "Enter an e-mail address such as ada@example.org.", "Geben Sie eine E-Mail-Adresse wie ada@example.org ein.");
        Say("EqualValidator", "The two values differ.", "Die beiden Werte unterscheiden sich.");
        Say("NotEqualValidator", "Choose another value.", "Wählen Sie einen anderen Wert.");
    }

    private void Say(string validator, string english, string german)
    {
        AddTranslation("en", validator, english);
        AddTranslation("de", validator, german);
    }
}
