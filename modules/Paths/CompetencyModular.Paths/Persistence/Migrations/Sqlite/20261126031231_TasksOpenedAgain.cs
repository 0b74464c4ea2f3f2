using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.Paths.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TasksOpenedAgain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ReopenReason",
                table: "paths_task_submissions",
                type: "TEXT",
                maxLength: 2000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "ReopenedAt",
                table: "paths_task_submissions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ReopenedById",
                table: "paths_task_submissions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Reopenings",
                table: "paths_enrolments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ReopenReason",
                table: "paths_task_submissions");

            migrationBuilder.DropColumn(
                name: "ReopenedAt",
                table: "paths_task_submissions");

            migrationBuilder.DropColumn(
                name: "ReopenedById",
                table: "paths_task_submissions");

            migrationBuilder.DropColumn(
                name: "Reopenings",
                table: "paths_enrolments");
        }
    }
}
