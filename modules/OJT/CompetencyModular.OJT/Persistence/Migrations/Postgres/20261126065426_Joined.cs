using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.OJT.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Joined : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AlsoDemonstrated",
                schema: "ojt",
                table: "training_tasks",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "AlsoAttested",
                schema: "ojt",
                table: "training_objectives",
                type: "text",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AlsoDemonstrated",
                schema: "ojt",
                table: "training_tasks");

            migrationBuilder.DropColumn(
                name: "AlsoAttested",
                schema: "ojt",
                table: "training_objectives");
        }
    }
}
