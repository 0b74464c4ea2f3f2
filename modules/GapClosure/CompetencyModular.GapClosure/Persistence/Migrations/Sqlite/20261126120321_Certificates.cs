using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CompetencyModular.GapClosure.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Certificates : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "Certificate_IssuedOn",
                table: "gap_closure_requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Certificate_Issuer",
                table: "gap_closure_requests",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Certificate_Number",
                table: "gap_closure_requests",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Certificate_Title",
                table: "gap_closure_requests",
                type: "TEXT",
                maxLength: 400,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Certificate_TypeId",
                table: "gap_closure_requests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "Certificate_ValidUntil",
                table: "gap_closure_requests",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Certificate_IssuedOn",
                table: "gap_closure_requests");

            migrationBuilder.DropColumn(
                name: "Certificate_Issuer",
                table: "gap_closure_requests");

            migrationBuilder.DropColumn(
                name: "Certificate_Number",
                table: "gap_closure_requests");

            migrationBuilder.DropColumn(
                name: "Certificate_Title",
                table: "gap_closure_requests");

            migrationBuilder.DropColumn(
                name: "Certificate_TypeId",
                table: "gap_closure_requests");

            migrationBuilder.DropColumn(
                name: "Certificate_ValidUntil",
                table: "gap_closure_requests");
        }
    }
}
