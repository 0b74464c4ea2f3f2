using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.SkillsAnalysis.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Certificates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Number",
                table: "skills_evidence",
                type: "TEXT",
                maxLength: 100,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Validity",
                table: "skills_credential_mappings",
                type: "TEXT",
                maxLength: 20,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Number",
                table: "skills_evidence");

            migrationBuilder.DropColumn(
                name: "Validity",
                table: "skills_credential_mappings");
        }
    }
}
