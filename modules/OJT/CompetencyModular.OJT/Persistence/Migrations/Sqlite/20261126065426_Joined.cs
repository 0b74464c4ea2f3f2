using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.OJT.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Joined : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "AlsoDemonstrated",
                table: "ojt_training_tasks",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "AlsoAttested",
                table: "ojt_training_objectives",
                type: "TEXT",
                nullable: false,
                defaultValue: "");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "AlsoDemonstrated",
                table: "ojt_training_tasks");

            migrationBuilder.DropColumn(
                name: "AlsoAttested",
                table: "ojt_training_objectives");
        }
    }
}
