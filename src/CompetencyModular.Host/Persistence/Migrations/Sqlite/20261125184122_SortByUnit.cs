using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SortByUnit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SortUnit",
                table: "platform_people",
                type: "TEXT",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            // Those who are here already; the next change of a unit's name writes its exact form.
            migrationBuilder.Sql("""UPDATE platform_people SET "SortUnit" = COALESCE((SELECT UPPER(u."Name") FROM platform_units u WHERE u."Id" = "UnitId"), '')""");

            migrationBuilder.CreateIndex(
                name: "IX_platform_people_IsActive_SortUnit_SortName_Id",
                table: "platform_people",
                columns: new[] { "IsActive", "SortUnit", "SortName", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_platform_people_IsActive_SortUnit_SortName_Id",
                table: "platform_people");

            migrationBuilder.DropColumn(
                name: "SortUnit",
                table: "platform_people");
        }
    }
}
