using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Host.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SortByUnit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "SortUnit",
                schema: "platform",
                table: "people",
                type: "character varying(300)",
                maxLength: 300,
                nullable: false,
                defaultValue: "");

            // Those who are here already; the next change of a unit's name writes its exact form.
            migrationBuilder.Sql("""UPDATE platform.people SET "SortUnit" = COALESCE((SELECT UPPER(u."Name") FROM platform.units u WHERE u."Id" = "UnitId"), '')""");

            migrationBuilder.CreateIndex(
                name: "IX_people_IsActive_SortUnit_SortName_Id",
                schema: "platform",
                table: "people",
                columns: new[] { "IsActive", "SortUnit", "SortName", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_people_IsActive_SortUnit_SortName_Id",
                schema: "platform",
                table: "people");

            migrationBuilder.DropColumn(
                name: "SortUnit",
                schema: "platform",
                table: "people");
        }
    }
}
